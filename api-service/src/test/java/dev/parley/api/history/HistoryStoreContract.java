package dev.parley.api.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What every [HistoryStore] promises.
abstract class HistoryStoreContract {
    private static final UserId ALICE = new UserId(11);
    private static final UserId BOB = new UserId(12);
    private static final ConversationId TALK = ConversationId.direct(ALICE, BOB);
    private static final ConversationId.Group GROUP = new ConversationId.Group(21);

    abstract HistoryStore store();

    abstract void write(Event event);

    abstract void openBucket(ConversationId conversation, long bucket);

    abstract void writeLeft(UserId user, ConversationId.Group group, long seq);

    @Test
    void readsDownAndUpWithinOneBucket() {
        for (long seq : new long[] {4_094, 4_095, 4_096, 4_097}) {
            write(Talk.message(TALK, seq, ALICE, "text " + seq));
        }
        assertThat(seqs(store().down(TALK, 1, 9_000, 10))).containsExactly(4_097L, 4_096L);
        assertThat(seqs(store().down(TALK, 0, 4_095, 1))).containsExactly(4_095L);
        assertThat(seqs(store().up(TALK, 0, 4_094, 10))).containsExactly(4_094L, 4_095L);
        assertThat(seqs(store().up(TALK, 1, 4_097, 10))).containsExactly(4_097L);
        assertThat(store().up(TALK, 2, 8_192, 10)).isEmpty();
        assertThat(store().newestBucket(TALK)).isEqualTo(1);
    }

    @Test
    void eventsComeBackAsTheyWere() {
        Event message = Talk.message(ConversationId.direct(ALICE, ALICE), 1, ALICE, "ünïcode 🦊");
        write(message);
        assertThat(store().down(message.conversation(), 0, 1, 1)).containsExactly(message);
        Event change = Talk.members(GROUP, 1, ALICE, ALICE, BOB);
        write(change);
        assertThat(store().up(GROUP, 0, 1, 1)).containsExactly(change);
    }

    @Test
    void newestBucketMayBeOpenedBeforeItsFirstEvent() {
        ConversationId conversation = new ConversationId.Group(22);
        assertThat(store().newestBucket(conversation)).isZero();
        openBucket(conversation, 3);
        assertThat(store().newestBucket(conversation)).isEqualTo(3);
    }

    @Test
    void largeBodiesAreReadApart() {
        ConversationId conversation = new ConversationId.Group(23);
        Event large = Talk.message(conversation, 1, ALICE, "x".repeat(20_000));
        write(large);
        assertThat(store().down(conversation, 0, 1, 1))
                .extracting(Event::body)
                .containsExactly(new EventBody.Stored(20_000));
        assertThat(store().bodies(List.of(large.id()))).containsExactly(Map.entry(large.id(), "x".repeat(20_000)));
        assertThat(store().bodies(List.of())).isEmpty();
    }

    @Test
    void rostersComeNewestFirst() {
        ConversationId.Group group = new ConversationId.Group(24);
        write(Talk.members(group, 1, ALICE, ALICE));
        write(Talk.members(group, 5, ALICE, ALICE, BOB));
        write(Talk.members(group, 9, ALICE, ALICE));
        assertThat(store().rosters(group, Long.MAX_VALUE, 2))
                .extracting(HistoryStore.Roster::seq)
                .containsExactly(9L, 5L);
        assertThat(store().rosters(group, 8, 9).getFirst().has(BOB)).isTrue();
        assertThat(store().rosters(group, 8, 9)).hasSize(2);
    }

    @Test
    void leftSeqIsZeroForWhoIsThereOrNeverWas() {
        writeLeft(BOB, GROUP, 7);
        assertThat(store().leftSeq(BOB, GROUP)).isEqualTo(7);
        assertThat(store().leftSeq(new UserId(99), GROUP)).isZero();
    }

    private static List<Long> seqs(List<Event> events) {
        return events.stream().map(Event::seq).toList();
    }
}
