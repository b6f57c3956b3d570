package dev.parley.chat.conversation;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.parley.chat.lifecycle.Phase;
import dev.parley.chat.lifecycle.Phased;
import dev.parley.chat.schema.Keyspace;
import dev.parley.chat.share.GroupShare;
import dev.parley.chat.topics.KafkaAppender;
import dev.parley.chat.topics.KafkaConsumers;
import dev.parley.chat.topics.PartitionLoop;
import dev.parley.chat.topics.Topics;
import dev.parley.chat.topics.TracePartitions;
import dev.parley.chat.topics.TraceSteps;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.record.LogRecords;
import dev.parley.kit.ids.IdSource;
import dev.parley.kit.ids.IdsUnavailableException;
import dev.parley.kit.kafka.ConsumerLag;
import dev.parley.kit.kafka.KafkaSettings;
import dev.parley.kit.time.Pause;
import dev.parley.kit.time.Ticker;
import dev.parley.kit.trace.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SequencerSettings.class)
class ConversationWiring {
    private static final String GROUP = "sequencer";

    @Bean(destroyMethod = "close")
    ExecutorService storeCalls() {
        return Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("store-", 0).factory());
    }

    @Bean
    EventStore eventStore(CqlSession session, Keyspace keyspace) {
        return new CassandraEventStore(session, keyspace.name());
    }

    @Bean
    MemberStore memberStore(CqlSession session, Keyspace keyspace) {
        return new CassandraMemberStore(session, keyspace.name());
    }

    @Bean
    ConversationLog conversationLog(KafkaAppender impatientAppender, Topics topics, Traces traces) {
        return new KafkaConversationLog(impatientAppender, topics.logPartitions(), traces);
    }

    @Bean
    MessageIds messageIds(IdSource ids) {
        return () -> {
            try {
                return new MessageId(ids.next());
            } catch (IdsUnavailableException none) {
                throw new UnavailableException("ids", none);
            }
        };
    }

    @Bean
    Phased sequencerLoop(
            EventStore store,
            KafkaAppender patientAppender,
            Topics topics,
            KafkaSettings kafka,
            SequencerSettings settings,
            GroupShare sequencerShare,
            ExecutorService storeCalls,
            MeterRegistry registry,
            Clock clock,
            Ticker ticker,
            Pause pause,
            Traces traces) {
        SequencerMetrics metrics = new SequencerMetrics(registry, clock, traces);
        Repeat repeat = new Repeat(storeCalls, pause);
        SequenceEvents sequence = new SequenceEvents(
                store,
                new KafkaInboxPublisher(patientAppender, topics.slots(), traces),
                repeat,
                storeCalls,
                metrics,
                new SequencerMemory(settings.conversationsInMemory(), Conversation.RECENT_SENDS));
        PartitionLoop loop = new PartitionLoop(
                kafka.named(LogRecords.TOPIC),
                () -> KafkaConsumers.open(kafka, GROUP, "chat-sequencer", sequencerShare),
                TracePartitions.around(
                        new KafkaSequencer(
                                sequence, repeat, metrics, ticker, settings.commitInterval(), topics.logEpoch()),
                        traces,
                        TraceSteps.SEQUENCE,
                        key -> 0),
                sequencerShare,
                new ConsumerLag(LogRecords.TOPIC, registry),
                pause);
        return new Phased(Phase.SEQUENCER, loop::start, loop::stop);
    }
}
