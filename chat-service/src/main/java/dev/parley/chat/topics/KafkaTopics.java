package dev.parley.chat.topics;

import dev.parley.contracts.record.InboxRecords;
import dev.parley.contracts.record.LogRecords;
import dev.parley.contracts.record.PushRequests;
import dev.parley.kit.kafka.KafkaSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes missing topics and checks the others.
final class KafkaTopics {
    private static final Logger log = LoggerFactory.getLogger(KafkaTopics.class);

    private final Admin admin;
    private final KafkaSettings kafka;
    private final TopicSettings settings;

    KafkaTopics(Admin admin, KafkaSettings kafka, TopicSettings settings) {
        this.admin = admin;
        this.kafka = kafka;
        this.settings = settings;
    }

    /// Blocks until the topics are there.
    ///
    /// @return topic ids by name: a topic made anew has another
    /// @throws IllegalStateException if a topic has another number of partitions than the settings say
    /// @throws ExecutionException if Kafka does not answer
    Map<String, String> ensure() throws ExecutionException, InterruptedException {
        Map<String, Integer> partitions = Map.of(
                kafka.named(LogRecords.TOPIC),
                settings.logPartitions(),
                kafka.named(InboxRecords.TOPIC),
                settings.slots(),
                kafka.named(PushRequests.TOPIC),
                settings.slots());
        create(partitions);
        Map<String, TopicDescription> there =
                admin.describeTopics(partitions.keySet()).allTopicNames().get();
        partitions.forEach((topic, expected) -> {
            int found = description(there, topic).partitions().size();
            if (found != expected) {
                throw new IllegalStateException("Topic " + topic + " has " + found + " partitions, the settings say "
                        + expected + ". Correct parley.chat.topics; partitions can't be changed once there are users.");
            }
        });
        return Map.of(
                LogRecords.TOPIC,
                description(there, kafka.named(LogRecords.TOPIC)).topicId().toString(),
                InboxRecords.TOPIC,
                description(there, kafka.named(InboxRecords.TOPIC)).topicId().toString());
    }

    private static TopicDescription description(Map<String, TopicDescription> there, String topic) {
        TopicDescription description = there.get(topic);
        if (description == null) {
            throw new IllegalStateException("Topic " + topic + " vanished while it was looked at.");
        }
        return description;
    }

    private void create(Map<String, Integer> partitions) throws ExecutionException, InterruptedException {
        List<NewTopic> topics = new ArrayList<>();
        partitions.forEach((name, number) -> topics.add(new NewTopic(name, number, settings.replication())
                .configs(Map.of(
                        "retention.ms", Long.toString(settings.retention().toMillis())))));
        for (var created : admin.createTopics(topics).values().entrySet()) {
            try {
                created.getValue().get();
                log.atInfo()
                        .setMessage("topic_created")
                        .addKeyValue("topic", created.getKey())
                        .log();
            } catch (ExecutionException failed) {
                if (!(failed.getCause() instanceof TopicExistsException)) {
                    throw failed;
                }
            }
        }
    }
}
