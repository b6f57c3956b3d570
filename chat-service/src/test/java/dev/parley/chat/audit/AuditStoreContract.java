package dev.parley.chat.audit;

import static dev.parley.chat.conversation.Entries.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.conversation.StoredEvent;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every [AuditStore] does.
abstract class AuditStoreContract {
    private static final ConversationId DIRECT = ConversationId.direct(new UserId(50), new UserId(51));
    private static final ConversationId GROUP = new ConversationId.Group(70);

    abstract AuditStore store();

    /// Repeating it changes nothing.
    abstract void append(ConversationId conversation, List<StoredEvent> events);

    @Test
    void rowsAreReadPageByPageToTheEndOfThePartition() {
        append(DIRECT, AuditScene.messages(DIRECT, 4_090, 4_100));
        AuditStore.Page page = store().rows(DIRECT, 4_090, 3);
        assertThat(page.rows()).extracting(EventRow::seq).containsExactly(4_091L, 4_092L, 4_093L);
        assertThat(page.reached()).isEqualTo(4_093);
        AuditStore.Page rest = store().rows(DIRECT, page.reached(), 10);
        assertThat(rest.rows()).extracting(EventRow::seq).containsExactly(4_094L, 4_095L);
        assertThat(rest.reached()).isEqualTo(4_095);
        assertThat(store().rows(DIRECT, rest.reached(), 10).rows())
                .extracting(EventRow::seq)
                .containsExactly(4_096L, 4_097L, 4_098L, 4_099L, 4_100L);
        EventRow first = page.rows().getFirst();
        assertThat(first.author()).isEqualTo(ALICE);
        assertThat(first.clientMessageId()).isEqualTo("m4091");
        assertThat(first.count()).isEqualTo(4_091);
        assertThat(first.position()).isEqualTo(AuditScene.position(4_091));
    }

    @Test
    void anEmptyPartitionIsReadToItsEnd() {
        assertThat(store().rows(new ConversationId.Group(5), 9, 10)).isEqualTo(new AuditStore.Page(List.of(), 4_095));
    }

    @Test
    void theTailSaysHowFarTheNewestPartitionReaches() {
        append(GROUP, AuditScene.messages(GROUP, 1, 3));
        assertThat(store().tail(GROUP)).contains(4_095L);
        append(GROUP, AuditScene.messages(GROUP, 4_095, 4_096));
        assertThat(store().tail(GROUP)).contains(8_191L);
        assertThat(store().tail(new ConversationId.Group(6))).isEmpty();
    }

    @Test
    void everyConversationHasOnePlaceOnTheRing() {
        ConversationId one = new ConversationId.Group(71);
        ConversationId other = new ConversationId.Group(72);
        append(one, AuditScene.messages(one, 1, 1));
        append(other, AuditScene.messages(other, 1, 1));
        List<AuditStore.Tail> all = store().tails(Long.MIN_VALUE, Long.MAX_VALUE, 100);
        assertThat(all).extracting(AuditStore.Tail::conversation).containsOnlyOnce(one, other);
        assertThat(all).extracting(AuditStore.Tail::token).isSorted();
        assertThat(store().tails(Long.MIN_VALUE, Long.MAX_VALUE, 1)).containsExactly(all.getFirst());
        for (AuditStore.Tail tail : all) {
            assertThat(store().tails(tail.token() - 1, tail.token(), 100)).containsExactly(tail);
        }
        assertThat(store().tails(all.getLast().token(), Long.MAX_VALUE, 100)).isEmpty();
    }
}
