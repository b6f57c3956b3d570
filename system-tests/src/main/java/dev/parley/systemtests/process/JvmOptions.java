package dev.parley.systemtests.process;

import java.util.List;
import java.util.Map;

/// Options of a cluster's JVMs, which win over those that they have anyway.
///
/// @param services by service
/// @param engines of Kafka and Cassandra
public record JvmOptions(Map<String, List<String>> services, List<String> engines) {
    public static final JvmOptions NONE = new JvmOptions(Map.of(), List.of());

    public JvmOptions {
        services = Map.copyOf(services);
        engines = List.copyOf(engines);
    }
}
