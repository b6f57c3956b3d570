package dev.parley.chat.inbox;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.parley.chat.conversation.EventStore;
import dev.parley.chat.conversation.KafkaInboxPublisher;
import dev.parley.chat.conversation.Repeat;
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
import dev.parley.contracts.record.InboxRecords;
import dev.parley.contracts.record.UnreadableRecordException;
import dev.parley.kit.ids.IdSource;
import dev.parley.kit.kafka.ConsumerLag;
import dev.parley.kit.kafka.KafkaSettings;
import dev.parley.kit.time.Pause;
import dev.parley.kit.time.Ticker;
import dev.parley.kit.trace.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(InboxSettings.class)
class InboxWiring {
    private static final String GROUP = "inbox";

    @Bean
    OwnedSlots ownedSlots(Topics topics, MeterRegistry registry) {
        OwnedSlots slots = new OwnedSlots(topics.slots());
        registry.gauge("chat.slots.owned", slots, it -> it.numbers().size());
        registry.gauge("chat.slots.all", slots, OwnedSlots::total);
        return slots;
    }

    @Bean
    HeadStore headStore(CqlSession session, Keyspace keyspace) {
        return new CassandraHeadStore(session, keyspace.name());
    }

    @Bean
    Inboxes inboxes(
            @Value("${parley.chat.server.id:chat-1}") String server,
            OwnedSlots slots,
            HeadStore heads,
            EventStore events,
            KafkaAppender impatientAppender,
            ExecutorService storeCalls,
            InboxSettings settings,
            Ticker ticker,
            ReceiptWatcher receipts,
            Traces traces) {
        return new OwnedInboxes(
                server,
                slots,
                heads,
                events,
                new KafkaInboxPublisher(impatientAppender, slots.total(), traces),
                storeCalls,
                settings.attention(),
                ticker,
                receipts);
    }

    @Bean
    Phased inboxLoop(
            OwnedSlots slots,
            HeadStore heads,
            EventStore events,
            KafkaAppender patientAppender,
            ReceiptWatcher receipts,
            List<SlotWatcher> watchers,
            Farewell farewell,
            GroupShare inboxShare,
            IdSource ids,
            Topics topics,
            KafkaSettings kafka,
            InboxSettings settings,
            ExecutorService storeCalls,
            MeterRegistry registry,
            Clock clock,
            Ticker ticker,
            Pause pause,
            Traces traces) {
        InboxMetrics metrics = new InboxMetrics(registry, clock, traces);
        Repeat repeat = new Repeat(storeCalls, pause);
        DeliverInbox deliver = new DeliverInbox(
                slots,
                heads,
                events,
                new KafkaPushPublisher(patientAppender, topics.slots(), traces),
                repeat,
                ids::observe,
                metrics,
                settings.attention(),
                ticker,
                receipts);
        KafkaInbox inbox = new KafkaInbox(
                deliver,
                slots,
                SlotWatcher.all(watchers),
                farewell,
                repeat,
                metrics,
                storeCalls,
                ticker,
                settings.flushInterval(),
                topics.inboxEpoch());
        PartitionLoop loop = new PartitionLoop(
                kafka.named(InboxRecords.TOPIC),
                () -> KafkaConsumers.open(kafka, GROUP, "chat-inbox", inboxShare),
                TracePartitions.around(inbox, traces, TraceSteps.DELIVER, InboxWiring::user),
                inboxShare,
                new ConsumerLag(InboxRecords.TOPIC, registry),
                pause);
        return new Phased(Phase.INBOX, loop::start, loop::stop);
    }

    private static long user(byte[] key) {
        try {
            return InboxRecords.user(key).value();
        } catch (UnreadableRecordException notOurs) {
            return 0; // The handler says so.
        }
    }
}
