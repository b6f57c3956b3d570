package dev.parley.chat.conversation;

import static dev.parley.chat.conversation.Entries.ALICE;
import static dev.parley.chat.conversation.Entries.BOB;
import static dev.parley.chat.conversation.Entries.CAROL;
import static dev.parley.chat.conversation.Entries.membership;
import static dev.parley.chat.conversation.Entries.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.TestKeyspace;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.event.MembershipChange.Kind;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.trace.Traces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class CassandraEventStoreBackendTest extends EventStoreContract {
    private static final TestKeyspace KEYSPACE = TestKeyspace.fresh();
    private static final EventStore STORE = new CassandraEventStore(KEYSPACE.session(), KEYSPACE.name());

    @AfterAll
    static void close() {
        KEYSPACE.close();
    }

    /// docs/operations.md, "Back up and restore": the store is as it was, its log goes further.
    @Test
    void anOlderCopyIsBroughtUpToDateByTheLogAsItWas() {
        ConversationId direct = ConversationId.direct(new UserId(801), new UserId(802));
        ConversationId group = new ConversationId.Group(803);
        List<LogRecordRead> log = new ArrayList<>();
        log.add(record(log, group, membership(1, Kind.CREATED, ALICE, List.of(ALICE, BOB), ALICE, BOB)));
        for (int i = 1; i <= 20; i++) {
            log.add(record(log, direct, send(new UserId(801), "m" + i, 0)));
            log.add(record(log, group, send(BOB, "g" + i, 0)));
            // A retry, and someone who may not write until she is added.
            log.add(record(log, direct, send(new UserId(801), "m" + i, 0)));
            log.add(record(log, group, send(CAROL, "c" + i, 0)));
            if (i == 15) {
                log.add(record(log, group, membership(2, Kind.ADDED, ALICE, List.of(CAROL), ALICE, BOB, CAROL)));
            }
        }
        sequence(log);
        List<Event> told = STORE.page(direct, 0, 100, EventStore.MAX_PAGE);
        List<Event> inGroup = STORE.page(group, 0, 100, EventStore.MAX_PAGE);
        assertThat(told).hasSize(20);
        assertThat(inGroup).hasSize(27);

        for (ConversationId conversation : List.of(direct, group)) {
            cql("DELETE FROM %s.events WHERE conversation_id = '" + conversation + "' AND bucket = 0 AND seq > 7");
            cql("DELETE FROM %s.rosters WHERE conversation_id = '" + conversation + "' AND seq > 7");
        }
        assertThat(STORE.page(direct, 0, 100, EventStore.MAX_PAGE)).hasSize(7);
        sequence(log);
        assertThat(STORE.page(direct, 0, 100, EventStore.MAX_PAGE)).isEqualTo(told);
        assertThat(STORE.page(group, 0, 100, EventStore.MAX_PAGE)).isEqualTo(inGroup);
    }

    private static LogRecordRead record(List<LogRecordRead> before, ConversationId conversation, LogEntry entry) {
        return new LogRecordRead(0, Entries.at(before.size()), conversation, entry);
    }

    /// As an owner that takes the partition from its beginning.
    private static void sequence(List<LogRecordRead> log) {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            SequenceEvents sequence = new SequenceEvents(
                    STORE,
                    (user, entry) -> CompletableFuture.completedFuture(null),
                    new Repeat(executor, pause -> {}),
                    executor,
                    new SequencerMetrics(new SimpleMeterRegistry(), Clock.systemUTC(), Traces.OFF),
                    new SequencerMemory(10, Conversation.RECENT_SENDS));
            sequence.handle(log);
            sequence.settle();
        }
    }

    private static void cql(String statement) {
        KEYSPACE.session().execute(statement.formatted(KEYSPACE.name()));
    }

    @Override
    EventStore store() {
        return STORE;
    }

    @Override
    MemberStore members() {
        return new CassandraMemberStore(KEYSPACE.session(), KEYSPACE.name());
    }
}
