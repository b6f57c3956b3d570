package dev.parley.chat.audit;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.parley.chat.conversation.EventStore;
import dev.parley.chat.conversation.MemberStore;
import dev.parley.chat.conversation.UnavailableException;
import dev.parley.chat.edge.UserDirectory;
import dev.parley.chat.inbox.HeadStore;
import dev.parley.chat.inbox.OwnedSlots;
import dev.parley.chat.lifecycle.Phase;
import dev.parley.chat.lifecycle.Phased;
import dev.parley.chat.schema.Keyspace;
import dev.parley.chat.topics.Topics;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.record.LogRecords;
import dev.parley.kit.kafka.ConsumerLoop;
import dev.parley.kit.kafka.KafkaSettings;
import dev.parley.kit.time.Pause;
import dev.parley.kit.time.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditSettings.class)
class AuditWiring {
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(name = "parley.chat.audit.enabled", matchIfMissing = true)
    static class EnabledWiring {
        @Bean
        AuditMetrics auditMetrics(MeterRegistry registry) {
            return new AuditMetrics(registry);
        }

        @Bean
        Recent recentlyWritten(AuditSettings settings) {
            return new Recent(settings.conversations(), settings.again());
        }

        @Bean(destroyMethod = "close")
        ConsumerLoop auditedLog(
                Recent recent,
                AuditMetrics metrics,
                Topics topics,
                KafkaSettings kafka,
                Ticker ticker,
                MeterRegistry registry) {
            KafkaAuditLog log = new KafkaAuditLog(recent, metrics, ticker, topics.logEpoch());
            return ConsumerLoop.start(
                    "audit",
                    () -> KafkaAuditLog.consumer(kafka),
                    List.of(kafka.named(LogRecords.TOPIC)),
                    log::handle,
                    registry);
        }

        @Bean
        Phased audit(
                CqlSession session,
                Keyspace keyspace,
                EventStore events,
                MemberStore members,
                HeadStore heads,
                UserDirectory users,
                OwnedSlots slots,
                Recent recent,
                AuditMetrics metrics,
                AuditSettings settings,
                Clock clock,
                Ticker ticker,
                Pause pause) {
            CheckOne one = new CheckOne(
                    new CassandraAuditStore(session, keyspace.name()),
                    events,
                    members,
                    heads,
                    user -> exists(users, user),
                    metrics,
                    clock);
            CheckConversations check = new CheckConversations(
                    one,
                    recent,
                    new Sweep(slots.total(), settings.roundEvery(), RandomGenerator.getDefault()),
                    new Findings(settings.again()),
                    slots::numbers,
                    metrics,
                    ticker);
            AuditLoop loop = new AuditLoop(check::step, settings.readsPerSecond(), pause);
            return new Phased(Phase.INBOX, loop::start, loop::stop);
        }

        /// Waits for the API service, for a bounded time.
        private static boolean exists(UserDirectory users, UserId user) {
            try {
                return users.existsNow(user).toCompletableFuture().join();
            } catch (CompletionException away) {
                throw new UnavailableException("nobody can tell whether a user exists", away.getCause());
            }
        }
    }
}
