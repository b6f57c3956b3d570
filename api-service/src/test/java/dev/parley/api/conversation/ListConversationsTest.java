package dev.parley.api.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.event.Mute;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.Snowflake;
import dev.parley.contracts.id.UserId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListConversationsTest {
    private static final UserId ALICE = new UserId(1);

    private final FakeHeads heads = new FakeHeads();
    private final FakeParticipants participants = new FakeParticipants();
    private final ListConversations listConversations = new ListConversations(heads, participants);

    @Test
    void conversationWithTheNewestEventStandsFirstEvenIfAnotherWasReadLater() {
        ConversationId older = talk(2, 100, 10);
        ConversationId newer = talk(3, 200, 5);
        assertThat(conversations(null, 50)).containsExactly(newer, older);
    }

    @Test
    void pagesHoldEveryConversationOnce() {
        List<ConversationId> all = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            all.add(talk(i + 2, 1_000 - i, i / 3)); // Some changed at the same place of different slots' lives.
        }
        participants.groups.put(new ConversationId.Group(77), "Unheard of");
        all.add(new ConversationId.Group(77));
        List<ConversationId> read = new ArrayList<>();
        Place next = null;
        do {
            ListConversations.Page page = listConversations.list(ALICE, next, 4);
            page.conversations().forEach(listed -> read.add(listed.conversationId()));
            next = page.next();
        } while (next != null);
        assertThat(read).containsExactlyInAnyOrderElementsOf(all).startsWith(new ConversationId.Group(77));
    }

    @Test
    void unreadCountsOthersMessagesAfterTheReadMark() {
        ConversationId talk = ConversationId.direct(ALICE, new UserId(2));
        heads.all.add(new Head(talk, 20, 18, 7, 11, 10, 4, 0, Mute.NONE, new Place(1, 1, talk)));
        assertThat(listConversations
                        .list(ALICE, null, 50)
                        .conversations()
                        .getFirst()
                        .unread())
                .isEqualTo(5);
    }

    @Test
    void membershipIsWhatTheAuthoritySays() {
        ConversationId.Group back = new ConversationId.Group(77);
        heads.all.add(new Head(back, 9, 0, 0, 0, 0, 0, 9, Mute.NONE, new Place(1, 2, back)));
        participants.groups.put(back, "Back again");
        ConversationId.Group out = new ConversationId.Group(78);
        heads.all.add(new Head(out, 9, 0, 0, 0, 0, 0, 0, Mute.NONE, new Place(1, 1, out)));

        List<Listed> listed = listConversations.list(ALICE, null, 50).conversations();
        assertThat(listed)
                .filteredOn(it -> it.conversationId().equals(back))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.leftSeq()).isNull();
                    assertThat(it.title()).isEqualTo("Back again");
                });
        assertThat(listed)
                .filteredOn(it -> it.conversationId().equals(out))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.members()).isNull();
                    assertThat(it.title()).isEqualTo("as it was");
                });
    }

    private ConversationId talk(long other, long lastMs, long changed) {
        ConversationId talk = ConversationId.direct(ALICE, new UserId(other));
        heads.all.add(new Head(talk, 1, 1, 0, 0, 0, 0, 0, Mute.NONE, new Place(1, changed, talk)));
        heads.last.put(talk, new MessageId(Snowflake.of(Snowflake.EPOCH_MS + lastMs, 0, 0)));
        return talk;
    }

    private List<ConversationId> conversations(@Nullable Place before, int limit) {
        return listConversations.list(ALICE, before, limit).conversations().stream()
                .map(Listed::conversationId)
                .toList();
    }
}
