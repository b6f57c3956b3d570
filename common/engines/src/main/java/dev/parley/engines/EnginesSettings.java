package dev.parley.engines;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How to run the engines on one machine.
///
/// @param directory holds their data, logs and pid files; made absolute
/// @param binaries where unpacked executables are kept; may be shared by several sets of engines
/// @param kafkaHeapMebibytes the broker's heap; below 128 it does not start reliably
/// @param cassandraHeapMebibytes the node's heap; below 256 it does not start reliably
/// @param jvmOptions further ones of Kafka's and Cassandra's JVMs, which win over those they have
/// @param configuration further lines for an engine's configuration, by its name, each as its own file would have
/// it; they win over those it has
public record EnginesSettings(
        Path directory,
        Path binaries,
        EnginePorts ports,
        int kafkaHeapMebibytes,
        int cassandraHeapMebibytes,
        List<String> jvmOptions,
        Map<String, List<String>> configuration) {

    private static final int SMALLEST_KAFKA_HEAP_MEBIBYTES = 128;
    private static final int SMALLEST_CASSANDRA_HEAP_MEBIBYTES = 256;

    public EnginesSettings {
        directory = directory.toAbsolutePath().normalize();
        binaries = binaries.toAbsolutePath().normalize();
        jvmOptions = List.copyOf(jvmOptions);
        configuration = Map.copyOf(configuration);
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
        this(directory, binaries, ports, kafkaHeapMebibytes, cassandraHeapMebibytes, List.of(), Map.of());
    }

    /// Heaps that fit a laptop, and the binaries below the directory.
    public static EnginesSettings of(Path directory, EnginePorts ports) {
        return new EnginesSettings(directory, directory.resolve("binaries"), ports, 384, 512);
    }

    public EnginesSettings withBinaries(Path other) {
        return new EnginesSettings(
                directory, other, ports, kafkaHeapMebibytes, cassandraHeapMebibytes, jvmOptions, configuration);
    }

    public EnginesSettings withJvmOptions(List<String> further) {
        return new EnginesSettings(
                directory, binaries, ports, kafkaHeapMebibytes, cassandraHeapMebibytes, further, configuration);
    }

    /// In place of what an earlier call gave this engine.
    public EnginesSettings withConfiguration(String engine, List<String> lines) {
        Map<String, List<String>> all = new HashMap<>(configuration);
        all.put(engine, List.copyOf(lines));
        return new EnginesSettings(
                directory, binaries, ports, kafkaHeapMebibytes, cassandraHeapMebibytes, jvmOptions, all);
    }

    /// Where the engine of this name keeps its data and its generated configuration.
    Path dataOf(String engine) {
        return directory.resolve(engine);
    }

    /// The further lines for the engine of this name.
    List<String> configurationOf(String engine) {
        return configuration.getOrDefault(engine, List.of());
    }
}
