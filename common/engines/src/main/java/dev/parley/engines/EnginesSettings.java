package dev.parley.engines;

import java.nio.file.Path;
import java.util.List;

/// How to run the engines on one machine.
///
/// @param directory holds their data, logs and pid files; made absolute
/// @param binaries where unpacked executables are kept; may be shared by several sets of engines
/// @param kafkaHeapMebibytes the broker's heap; below 128 it does not start reliably
/// @param cassandraHeapMebibytes the node's heap; below 256 it does not start reliably
/// @param jvmOptions further ones of Kafka's and Cassandra's JVMs, which win over those they have
public record EnginesSettings(
        Path directory,
        Path binaries,
        EnginePorts ports,
        int kafkaHeapMebibytes,
        int cassandraHeapMebibytes,
        List<String> jvmOptions) {

    private static final int SMALLEST_KAFKA_HEAP_MEBIBYTES = 128;
    private static final int SMALLEST_CASSANDRA_HEAP_MEBIBYTES = 256;

    public EnginesSettings {
        directory = directory.toAbsolutePath().normalize();
        binaries = binaries.toAbsolutePath().normalize();
        jvmOptions = List.copyOf(jvmOptions);
        if (kafkaHeapMebibytes < SMALLEST_KAFKA_HEAP_MEBIBYTES) {
            throw new IllegalArgumentException("Kafka needs a heap of at least 128 MiB, not " + kafkaHeapMebibytes);
        }
        if (cassandraHeapMebibytes < SMALLEST_CASSANDRA_HEAP_MEBIBYTES) {
            throw new IllegalArgumentException(
                    "Cassandra needs a heap of at least 256 MiB, not " + cassandraHeapMebibytes);
        }
    }

    public EnginesSettings(
            Path directory, Path binaries, EnginePorts ports, int kafkaHeapMebibytes, int cassandraHeapMebibytes) {
        this(directory, binaries, ports, kafkaHeapMebibytes, cassandraHeapMebibytes, List.of());
    }

    /// Heaps that fit a laptop, and the binaries below the directory.
    public static EnginesSettings of(Path directory, EnginePorts ports) {
        return new EnginesSettings(directory, directory.resolve("binaries"), ports, 384, 512);
    }

    public EnginesSettings withBinaries(Path other) {
        return new EnginesSettings(directory, other, ports, kafkaHeapMebibytes, cassandraHeapMebibytes, jvmOptions);
    }

    public EnginesSettings withJvmOptions(List<String> further) {
        return new EnginesSettings(directory, binaries, ports, kafkaHeapMebibytes, cassandraHeapMebibytes, further);
    }

    /// Where the engine of this name keeps its data and its generated configuration.
    Path dataOf(String engine) {
        return directory.resolve(engine);
    }
}
