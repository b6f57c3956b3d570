package dev.parley.chat.topics;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.parley.chat.schema.Keyspace;
import dev.parley.chat.schema.TopicEpochs;
import dev.parley.contracts.record.InboxRecords;
import dev.parley.contracts.record.LogRecords;
import dev.parley.kit.kafka.KafkaSettings;
import dev.parley.kit.time.Pause;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({KafkaSettings.class, TopicSettings.class})
class TopicWiring {
    private static final Logger log = LoggerFactory.getLogger(TopicWiring.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    @Bean
    Topics topics(
            KafkaSettings kafka,
            TopicSettings settings,
            CqlSession session,
            Keyspace keyspace,
            Pause pause,
            MeterRegistry registry)
            throws InterruptedException {
        try (Admin admin = Admin.create(kafka.client("chat-admin"))) {
            KafkaTopics.Ensured there = ensure(new KafkaTopics(admin, kafka, settings), pause);
            TopicEpochs epochs = new TopicEpochs(session, keyspace.name());
            Topics topics = new Topics(
                    settings.logPartitions(),
                    settings.slots(),
                    epochs.of(LogRecords.TOPIC, there.logId()),
                    epochs.of(InboxRecords.TOPIC, there.inboxId()),
                    "Kafka " + there.cluster() + ", inbox " + there.inboxId(),
                    there.shortfalls());
            registry.gauge("chat.topics.shortfalls", topics, Topics::shortfalls);
            return topics;
        }
    }

    /// A service starts while Kafka is still coming up.
    private static KafkaTopics.Ensured ensure(KafkaTopics topics, Pause pause) throws InterruptedException {
        while (true) {
            try {
                return topics.ensure();
            } catch (ExecutionException notYet) {
                log.atWarn()
                        .setMessage("kafka_not_ready")
                        .setCause(notYet.getCause())
                        .log();
                pause.pause(BETWEEN_TRIES);
            }
        }
    }

    /// For the edge.
    @Bean
    KafkaAppender impatientAppender(KafkaSettings kafka, Topics topics, Pause pause) throws InterruptedException {
        KafkaAppender appender = KafkaAppender.impatient(kafka, "chat-edge");
        while (!(appender.prepare(LogRecords.TOPIC) & appender.prepare(InboxRecords.TOPIC))) {
            pause.pause(Duration.ofMillis(20));
        }
        return appender;
    }

    /// For sequencer and inbox.
    @Bean
    KafkaAppender patientAppender(KafkaSettings kafka, Topics topics) {
        return KafkaAppender.patient(kafka, "chat-carry");
    }
}
