package dev.parley.kit.launch;

/// Settings with which several services reach the same things; defaults stand in service-kit.yaml.
public enum SharedSettings {
    POSTGRES("parley.postgres"),
    REDIS("parley.redis"),
    KAFKA("parley.kafka"),
    CASSANDRA("parley.cassandra"),
    MIGRATIONS("parley.migrations"),
    URLS("parley.urls"),
    TICKET("parley.ticket"),
    SERVICES("parley.services"),
    TRUST("parley.trust"),
    REGION("parley.region"),
    /// Set for test runs by the build; read by nobody who serves.
    ROOT("parley.root");

    private final String prefix;

    SharedSettings(String prefix) {
        this.prefix = prefix;
    }

    public String prefix() {
        return prefix;
    }
}
