package dev.parley.api.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.api.history.HistoryStore;
import dev.parley.api.history.MemoryHistoryStore;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FindMessageTest {
    private static final UserId ALICE = new UserId(1);
    private static final ConversationId.Group GROUP = new ConversationId.Group(77);
    private static final int LONG = 60_000;

    private final MemoryHistoryStore history = new MemoryHistoryStore();
    private final FakeTraceStore store = new FakeTraceStore();
    private final FindMessage findMessage = new FindMessage(history, store);

    @Test
    void nothingIsFoundWhereNothingWasSaid() {
        assertThat(findMessage.find(GROUP, new MessageId(5))).isEmpty();
    }

    @Test
    void messagesOfALongConversationAreFoundInFewReads() {
        for (int seq = 1; seq <= LONG; seq++) {
            add(seq * 10L, true);
        }
        for (int seq = 1; seq <= LONG; seq += 997) {
            store.reads = 0;
            assertFound(seq, seq * 10L);
            assertThat(store.reads).isLessThan(50);
        }
        assertFound(LONG, LONG * 10L);
        for (long unknown : new long[] {3, 300_005, LONG * 10L + 1}) {
            assertThat(findMessage.find(GROUP, new MessageId(unknown))).isEmpty();
        }
    }

    @Test
    void messagesThatClocksPutOutOfOrderAreFound() {
        Random random = new Random(7);
        long[] ids = new long[LONG + 1];
        for (int seq = 1; seq <= LONG; seq++) {
            ids[seq] = seq * 1_000L + random.nextInt(400_000);
            add(ids[seq], true);
        }
        for (int seq = 1; seq <= LONG; seq += 611) {
            assertFound(seq, ids[seq]);
        }
    }

    /// While Kafka was away, groups were changed: each change was stamped then, and stands in the log hours later.
    @Test
    void changesThatCameLateLeadNobodyAstray() {
        for (int seq = 1; seq <= LONG; seq++) {
            boolean late = seq % 250 < 100;
            add(late ? 1_000L + seq : 1_000_000L + seq * 10L, !late);
        }
        for (int seq = 100; seq <= LONG; seq += 750) {
            assertFound(seq, 1_000_000L + seq * 10L);
        }
    }

    @Test
    void aBucketThatWasOpenedAndIsEmptyEndsNothing() {
        for (int seq = 1; seq < HistoryStore.BUCKET; seq++) {
            add(seq * 10L, true);
        }
        history.openBucket(GROUP, 1);
        assertFound(4_095, 40_950);
        assertFound(17, 170);
    }

    private void add(long id, boolean isMessage) {
        store.entries.add(new Entry(store.entries.size() + 1L, new MessageId(id), ALICE, isMessage, Instant.EPOCH));
        history.openBucket(GROUP, HistoryStore.bucketOf(store.entries.size()));
    }

    private void assertFound(long seq, long id) {
        assertThat(findMessage.find(GROUP, new MessageId(id)))
                .as("seq " + seq)
                .hasValueSatisfying(entry -> assertThat(entry.seq()).isEqualTo(seq));
    }
}
