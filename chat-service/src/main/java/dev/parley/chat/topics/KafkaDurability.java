package dev.parley.chat.topics;

import dev.parley.chat.topics.DurableTopics.Found;
import dev.parley.chat.topics.DurableTopics.Shortfall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Compares a cluster with [DurableTopics] and reports loudly where it falls short. It never refuses: one broker is all
/// that development has.
final class KafkaDurability {
    private static final Logger log = LoggerFactory.getLogger(KafkaDurability.class);

    private final Admin admin;

    KafkaDurability(Admin admin) {
        this.admin = admin;
    }

    /// @return the shortfalls; one that says so where this service may not read the settings
    /// @throws ExecutionException if Kafka does not answer
    List<Shortfall> check(Collection<TopicDescription> topics, Duration retention)
            throws ExecutionException, InterruptedException {
        List<Shortfall> shortfalls = find(topics, retention);
        if (!shortfalls.isEmpty()) {
            log.atWarn()
                    .setMessage("acknowledged_messages_may_be_lost")
                    .addKeyValue(
                            "why", shortfalls.stream().map(Shortfall::sentence).collect(Collectors.joining("; ")))
                    .addKeyValue("remedy", "docs/operations.md, Settings of the engines that promises rest on")
                    .log();
        }
        return shortfalls;
    }

    private List<Shortfall> find(Collection<TopicDescription> topics, Duration retention)
            throws ExecutionException, InterruptedException {
        try {
            return DurableTopics.shortfalls(found(topics), retention, eligibleLeaders());
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof AuthorizationException) {
                return List.of(new Shortfall(
                        "cluster",
                        "permission DescribeConfigs",
                        "missing",
                        "given",
                        "nobody knows whether a crash loses messages"));
            }
            throw failed;
        }
    }

    private List<Found> found(Collection<TopicDescription> topics) throws ExecutionException, InterruptedException {
        Map<String, TopicDescription> byName =
                topics.stream().collect(Collectors.toMap(TopicDescription::name, topic -> topic));
        Map<ConfigResource, Config> configs = admin.describeConfigs(byName.keySet().stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList())
                .all()
                .get();
        List<Found> found = new ArrayList<>();
        configs.forEach((topic, config) -> {
            TopicDescription description = byName.get(topic.name());
            if (description != null) {
                found.add(new Found(topic.name(), replication(description), values(config)));
            }
        });
        return found;
    }

    private static int replication(TopicDescription topic) {
        return topic.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
    }

    private static Map<String, String> values(Config config) {
        Map<String, String> values = new HashMap<>();
        config.entries().forEach(entry -> {
            String value = entry.value();
            if (value != null) {
                values.put(entry.name(), value);
            }
        });
        return values;
    }

    private int eligibleLeaders() throws ExecutionException, InterruptedException {
        FinalizedVersionRange level = admin.describeFeatures()
                .featureMetadata()
                .get()
                .finalizedFeatures()
                .get(DurableTopics.ELIGIBLE_LEADERS);
        return level == null ? 0 : level.maxVersionLevel();
    }
}
