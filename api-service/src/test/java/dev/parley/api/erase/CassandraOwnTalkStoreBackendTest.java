package dev.parley.api.erase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.api.conversation.HeadStore;
import dev.parley.api.history.CassandraConnection;
import dev.parley.api.history.HistoryStore;
import dev.parley.api.history.Talk;
import dev.parley.api.support.RunningApi;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.List;
import org.junit.jupiter.api.Test;

class CassandraOwnTalkStoreBackendTest {
    private static final UserId ALICE = new UserId(771);
    private static final UserId BOB = new UserId(772);
    private static final ConversationId TALK = ConversationId.direct(ALICE, BOB);
    private static final ConversationId NOTES = ConversationId.direct(ALICE, ALICE);

    private final RunningApi api = RunningApi.shared();
    private final HistoryStore history = api.bean(HistoryStore.class);
    private final HeadStore heads = api.bean(HeadStore.class);
    private final OwnTalkStore store = new CassandraOwnTalkStore(api.bean(CassandraConnection.class), history);

    @Test
    void entriesAndNotesGoAndWhatOthersHaveStays() {
        Event large = Talk.message(NOTES, 700, ALICE, "x".repeat(9_000));
        api.tables().write(large);
        for (long seq = 1; seq <= 600; seq++) {
            api.tables().write(Talk.message(NOTES, seq, ALICE, "a note"));
        }
        api.tables().write(Talk.message(NOTES, HistoryStore.BUCKET + 1, ALICE, "a later note"));
        api.tables().write(Talk.message(TALK, 1, ALICE, "hi"));
        Event answer = Talk.message(TALK, 2, BOB, "y".repeat(9_000));
        api.tables().write(answer);
        for (UserId user : List.of(ALICE, BOB)) {
            api.tables().writeHead(user, TALK, 2, 2, 2, 2, 0, 1);
        }
        api.tables().writeHead(ALICE, NOTES, 9, 9, 9, 9, 0, 2);
        assertThat(history.bodies(List.of(large.id()))).isNotEmpty();

        assertThat(store.remove(ALICE)).isEqualTo(new Receipt.Talk(2, 602));
        assertThat(heads.heads(ALICE)).isEmpty();
        for (long bucket = 0; bucket <= 1; bucket++) {
            assertThat(history.up(NOTES, bucket, 0, 10)).isEmpty();
        }
        assertThat(history.newestBucket(NOTES)).isZero();
        assertThat(history.bodies(List.of(large.id()))).isEmpty();

        assertThat(history.up(TALK, 0, 0, 10)).extracting(Event::author).containsExactly(ALICE, BOB);
        assertThat(history.bodies(List.of(answer.id()))).isNotEmpty();
        assertThat(heads.heads(BOB)).hasSize(1);
        assertThat(store.remove(ALICE)).isEqualTo(new Receipt.Talk(0, 0));
    }

    @Test
    void whatAChatServerWritesAfterwardsDoesNotComeBack() {
        UserId carol = new UserId(773);
        ConversationId notes = ConversationId.direct(carol, carol);
        Event large = Talk.message(notes, 1, carol, "x".repeat(9_000));
        api.tables().write(large);
        store.remove(carol);
        api.tables().write(large);
        api.tables().writeHead(carol, notes, 1, 1, 1, 1, 0, 1);
        assertThat(heads.heads(carol)).isEmpty();
        assertThat(history.up(notes, 0, 0, 10)).isEmpty();
        assertThat(history.bodies(List.of(large.id()))).isEmpty();
    }
}
