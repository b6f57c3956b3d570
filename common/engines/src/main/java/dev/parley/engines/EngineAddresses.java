package dev.parley.engines;

import java.util.Properties;

/// What a client needs to reach the engines, under the names that services and tests read.
public record EngineAddresses(
        String postgresUrl,
        String postgresUser,
        String postgresPassword,
        String redisUrl,
        String kafkaBootstrap,
        String cassandraContactPoints,
        String cassandraDatacenter) {

    static final String DATABASE = "parley";
    static final String USER = "parley";
    static final String PASSWORD = "parley";
    static final String DATACENTER = "datacenter1";

    /// The addresses of engines on these loopback ports.
    public static EngineAddresses of(EnginePorts ports) {
        return new EngineAddresses(
                "jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/" + DATABASE,
                USER,
                PASSWORD,
                "redis://127.0.0.1:" + ports.redis(),
                "127.0.0.1:" + ports.kafka(),
                "127.0.0.1:" + ports.cassandra(),
                DATACENTER);
    }

    /// Keys `parley.postgres.url`, `parley.postgres.user`, `parley.postgres.password`, `parley.redis.url`,
    /// `parley.kafka.bootstrap`, `parley.cassandra.contact-points` and `parley.cassandra.datacenter`.
    public Properties toProperties() {
        Properties properties = new Properties();
        properties.setProperty("parley.postgres.url", postgresUrl);
        properties.setProperty("parley.postgres.user", postgresUser);
        properties.setProperty("parley.postgres.password", postgresPassword);
        properties.setProperty("parley.redis.url", redisUrl);
        properties.setProperty("parley.kafka.bootstrap", kafkaBootstrap);
        properties.setProperty("parley.cassandra.contact-points", cassandraContactPoints);
        properties.setProperty("parley.cassandra.datacenter", cassandraDatacenter);
        return properties;
    }
}
