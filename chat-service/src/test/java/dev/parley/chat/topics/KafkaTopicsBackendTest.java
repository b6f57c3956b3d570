package dev.parley.chat.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.parley.kit.kafka.KafkaSettings;
import dev.parley.kit.launch.WrongUseException;
import dev.parley.testkit.engines.TestEngines;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaTopicsBackendTest {
    private static final Duration WEEK = Duration.ofDays(7);

    private KafkaSettings kafka;
    private Admin admin;

    @BeforeEach
    void open() {
        kafka = new KafkaSettings(
                TestEngines.get().properties().getProperty("parley.kafka.bootstrap"),
                TestEngines.get().freshPrefix() + ".",
                Map.of());
        admin = Admin.create(kafka.client("test"));
    }

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void serversWithTheSameSettingsFindTheSameTopics() {
        assertThat(ensure(2, 4)).isEqualTo(ensure(2, 4));
    }

    @Test
    void serverWhoseSettingsDifferFromTheFirstOnesIsRefused() {
        ensure(2, 4);
        assertThatExceptionOfType(WrongUseException.class)
                .isThrownBy(() -> ensure(2, 8))
                .withMessageContaining("inbox has 4 partitions, but parley.chat.topics.slots is 8")
                .withMessageContaining("Set it to 4");
        assertThatExceptionOfType(WrongUseException.class)
                .isThrownBy(() -> ensure(3, 4))
                .withMessageContaining("conversation-log has 2 partitions, but parley.chat.topics.log-partitions is 3");
    }

    @Test
    void topicThatWasGivenMorePartitionsIsRefused() throws Exception {
        ensure(2, 4);
        admin.createPartitions(Map.of(kafka.named("inbox"), NewPartitions.increaseTo(6)))
                .all()
                .get();
        // A broker tells of it a moment later.
        await().untilAsserted(() -> assertThatExceptionOfType(WrongUseException.class)
                .isThrownBy(() -> ensure(2, 4))
                .withMessageContaining("has 6 partitions"));
    }

    @Test
    void oneBrokerIsReportedAndMayBeUsed() throws Exception {
        assertThat(ensure(1, 1).shortfalls()).isEqualTo(4);
        List<TopicDescription> inbox = List.copyOf(admin.describeTopics(List.of(kafka.named("inbox")))
                .allTopicNames()
                .get()
                .values());
        assertThat(new KafkaDurability(admin).check(inbox, WEEK))
                .extracting(DurableTopics.Shortfall::setting)
                .containsExactly("replication", "min.insync.replicas");
        assertThat(new KafkaDurability(admin).check(inbox, WEEK.plusDays(1)))
                .extracting(DurableTopics.Shortfall::setting)
                .contains("retention.ms");
    }

    /// Asks again, as the wiring does: a topic is known a moment after it was made.
    private KafkaTopics.Ensured ensure(int logPartitions, int slots) {
        TopicSettings settings = new TopicSettings(logPartitions, slots, (short) 1, WEEK);
        return await().ignoreExceptionsMatching(ExecutionException.class::isInstance)
                .until(new KafkaTopics(admin, kafka, settings)::ensure, it -> true);
    }
}
