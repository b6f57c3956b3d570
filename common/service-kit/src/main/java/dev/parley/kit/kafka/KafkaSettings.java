package dev.parley.kit.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where Kafka is.
///
/// @param bootstrap `host:port`, several separated by commas
/// @param prefix stands before every topic and group name, so that several installations can share a cluster; empty
///     by default
/// @param properties passed to every client as they are: TLS, SASL, tuning
@ConfigurationProperties("parley.kafka")
public record KafkaSettings(
        String bootstrap,
        @DefaultValue("") String prefix,
        @DefaultValue Map<String, String> properties) {
    public KafkaSettings {
        if (bootstrap.isBlank()) {
            throw new IllegalArgumentException("parley.kafka.bootstrap must name at least one broker");
        }
        properties = Map.copyOf(properties);
    }

    /// A new consumer of bytes that begins at the oldest record and commits only when told to.
    ///
    /// @param group also the client's id
    public Consumer<byte[], byte[]> consumer(String group) {
        Map<String, Object> config = client(group);
        config.put("group.id", group);
        config.put("enable.auto.commit", false);
        config.put("auto.offset.reset", "earliest");
        config.put("allow.auto.create.topics", false);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /// The name that a topic or group has in this installation.
    public String named(String topicOrGroup) {
        return prefix + topicOrGroup;
    }

    /// A new map with what every client needs; the caller adds its own.
    public Map<String, Object> client(String clientId) {
        Map<String, Object> config = new HashMap<>(properties);
        config.put("bootstrap.servers", bootstrap);
        config.put("client.id", clientId);
        // A broker that comes back is found within a second instead of Kafka's default of up to ten.
        config.put("reconnect.backoff.ms", 50);
        config.put("reconnect.backoff.max.ms", 1_000);
        return config;
    }
}
