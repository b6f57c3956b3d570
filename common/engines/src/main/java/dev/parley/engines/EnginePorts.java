package dev.parley.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The loopback ports of the four engines.
///
/// @param kafkaController Kafka's own quorum of one
/// @param cassandraStorage Cassandra's port for other nodes, of which there are none
public record EnginePorts(
        int postgres, int redis, int kafka, int kafkaController, int cassandra, int cassandraStorage) {

    /// The ports of `./parley up`. None is the engine's usual one, so an engine installed on the machine does not
    /// collide.
    public static final EnginePorts DEFAULT = new EnginePorts(7432, 7379, 7092, 7093, 7942, 7700);

    private static final int COUNT = 6;

    public EnginePorts {
        List<Integer> all = List.of(postgres, redis, kafka, kafkaController, cassandra, cassandraStorage);
        if (all.stream().anyMatch(port -> port < 1 || port > 65_535)) {
            throw new IllegalArgumentException("A port is outside 1 to 65535: " + all);
        }
        if (all.stream().distinct().count() != COUNT) {
            throw new IllegalArgumentException("A port is used twice: " + all);
        }
    }

    /// Six ports in a row: PostgreSQL, Redis, Kafka, Kafka's controller, Cassandra, Cassandra's storage port.
    public static EnginePorts startingAt(int base) {
        return new EnginePorts(base, base + 1, base + 2, base + 3, base + 4, base + 5);
    }

    /// Ports that nobody listens on at this moment. Another process may take one before the engine does; it is then
    /// named.
    public static EnginePorts free() {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < COUNT; i++) {
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            int[] port = IntStream.range(0, COUNT)
                    .map(i -> held.get(i).getLocalPort())
                    .toArray();
            return new EnginePorts(port[0], port[1], port[2], port[3], port[4], port[5]);
        } catch (IOException e) {
            throw new UncheckedIOException("No free port on the loopback address", e);
        } finally {
            held.forEach(EnginePorts::close);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
