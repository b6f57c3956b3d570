package dev.parley.engines;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

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

    /// The reverse of [#toProperties()].
    ///
    /// @param value the value of a key, null when there is none
    /// @return empty when no key has a value
    /// @throws IllegalArgumentException when some have and some have not: half a set of engines is a mistake
    public static Optional<EngineAddresses> from(Function<String, @Nullable String> value) {
        List<String> keys = new EngineAddresses("", "", "", "", "", "", "")
                .toProperties().stringPropertyNames().stream().sorted().toList();
        List<String> missing =
                keys.stream().filter(key -> value.apply(key) == null).toList();
        if (missing.size() == keys.size()) {
            return Optional.empty();
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("Some engines have an address, but not: " + missing);
        }
        UnaryOperator<String> present = key -> Objects.requireNonNull(value.apply(key));
        return Optional.of(new EngineAddresses(
                present.apply("parley.postgres.url"),
                present.apply("parley.postgres.user"),
                present.apply("parley.postgres.password"),
                present.apply("parley.redis.url"),
                present.apply("parley.kafka.bootstrap"),
                present.apply("parley.cassandra.contact-points"),
                present.apply("parley.cassandra.datacenter")));
    }
}
