package dev.parley.chat.topics;

import dev.parley.contracts.record.InboxRecords;
import dev.parley.contracts.record.LogRecords;
import dev.parley.contracts.record.PresenceRecords;
import dev.parley.contracts.record.PushRequests;
import dev.parley.kit.kafka.KafkaSettings;
import dev.parley.kit.launch.WrongUseException;
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

    /// @param cluster Kafka's id of it
    /// @param logId of conversation-log, `inboxId` likewise: a topic made anew has another
    /// @param shortfalls settings with which a crash may lose what was acknowledged
    record Ensured(String cluster, String logId, String inboxId, int shortfalls) {}

    /// @param setting that says how many partitions it has
    private record Wanted(String topic, int partitions, String setting) {}

    /// Blocks until the topics are there.
    ///
    /// @throws WrongUseException if a topic has another number of partitions than the settings say
    /// @throws ExecutionException if Kafka does not answer
    Ensured ensure() throws ExecutionException, InterruptedException {
        Wanted conversations = new Wanted(
                kafka.named(LogRecords.TOPIC), settings.logPartitions(), "parley.chat.topics.log-partitions");
        Wanted inbox = new Wanted(kafka.named(InboxRecords.TOPIC), settings.slots(), "parley.chat.topics.slots");
        Wanted pushes = new Wanted(kafka.named(PushRequests.TOPIC), settings.slots(), "parley.chat.topics.slots");
        Wanted presence = new Wanted(kafka.named(PresenceRecords.TOPIC), settings.slots(), "parley.chat.topics.slots");
        List<Wanted> all = List.of(conversations, inbox, pushes, presence);
        create(all);
        Map<String, TopicDescription> there = admin.describeTopics(
                        all.stream().map(Wanted::topic).toList())
                .allTopicNames()
                .get();
        all.forEach(wanted -> requirePartitions(wanted, description(there, wanted)));
        List<TopicDescription> promised = List.of(description(there, conversations), description(there, inbox));
        return new Ensured(
                String.valueOf(admin.describeCluster().clusterId().get()),
                description(there, conversations).topicId().toString(),
                description(there, inbox).topicId().toString(),
                new KafkaDurability(admin).check(promised, settings.retention()).size());
    }

    private static void requirePartitions(Wanted wanted, TopicDescription topic) {
        int found = topic.partitions().size();
        if (found != wanted.partitions()) {
            throw new WrongUseException(
                    "Kafka's topic " + wanted.topic() + " has " + found + " partitions, but " + wanted.setting()
                            + " is " + wanted.partitions() + ".",
                    "Set it to " + found + " for every chat server: the number can't change once there are users.");
        }
    }

    private static TopicDescription description(Map<String, TopicDescription> there, Wanted wanted) {
        TopicDescription description = there.get(wanted.topic());
        if (description == null) {
            throw new IllegalStateException("Topic " + wanted.topic() + " vanished while it was looked at.");
        }
        return description;
    }

    private void create(List<Wanted> all) throws ExecutionException, InterruptedException {
        Map<String, String> configs = DurableTopics.configs(settings.replication(), settings.retention());
        List<NewTopic> topics = all.stream()
                .map(it -> new NewTopic(it.topic(), it.partitions(), settings.replication()).configs(configs))
                .toList();
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
