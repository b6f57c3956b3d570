package dev.parley.engines;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Asks an engine one question in its own protocol.
@FunctionalInterface
interface Probe {
    /// Long enough for a machine that is busy starting three other engines; a probe that fails is repeated.
    int TIMEOUT_MILLIS = 2_000;

    /// Whether the engine serves clients now.
    ///
    /// @throws IOException when nobody listens, or the answer ends early
    boolean answers() throws IOException;

    /// RESP: `PING` is answered with `PONG`, or with an error while the data set is loading.
    static Probe redis(InetSocketAddress address) {
        byte[] ping = "PING\r\n".getBytes(StandardCharsets.US_ASCII);
        return () -> ask(address, ping, in -> in.readByte() == '+');
    }

    /// PostgreSQL's start-up packet (protocol 3.0). The server asks for a password once it accepts connections, and
    /// sends an
    /// error before that.
    static Probe postgres(InetSocketAddress address, String user, String database) {
        byte[] parameters = ("user\0" + user + "\0database\0" + database + "\0\0").getBytes(StandardCharsets.UTF_8);
        int length = 2 * Integer.BYTES + parameters.length;
        ByteBuffer startUp =
                ByteBuffer.allocate(length).putInt(length).putInt(3 << 16).put(parameters);
        return () -> ask(address, startUp.array(), in -> in.readByte() == 'R');
    }

    /// Kafka's ApiVersions request, version 0, with a correlation id and no client id; the answer carries error
    /// code 0.
    static Probe kafka(InetSocketAddress address) {
        int correlation = 7;
        ByteBuffer apiVersions = ByteBuffer.allocate(14)
                .putInt(10)
                .putShort((short) 18)
                .putShort((short) 0)
                .putInt(correlation)
                .putShort((short) -1);
        return () -> ask(address, apiVersions.array(), in -> {
            in.readInt();
            return in.readInt() == correlation && in.readShort() == 0;
        });
    }

    /// CQL's OPTIONS frame (opcode 5), version 4, answered with SUPPORTED (opcode 6).
    static Probe cassandra(InetSocketAddress address) {
        byte[] options = {4, 0, 0, 0, 5, 0, 0, 0, 0};
        return () -> ask(address, options, in -> {
            in.readInt();
            return in.readByte() == 6;
        });
    }

    /// Judges the first bytes of an answer.
    @FunctionalInterface
    interface Judge {
        boolean accepts(DataInputStream in) throws IOException;
    }

    private static boolean ask(InetSocketAddress address, byte[] question, Judge judge) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(address, TIMEOUT_MILLIS);
            socket.getOutputStream().write(question);
            return judge.accepts(new DataInputStream(socket.getInputStream()));
        }
    }
}
