package dev.parley.api.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.api.answer.Answer;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListMarkersTest {
    private static final UserId ALICE = new UserId(1);
    private static final UserId BOB = new UserId(2);
    private static final UserId CAROL = new UserId(3);
    private static final ConversationId DIRECT = ConversationId.direct(ALICE, BOB);
    private static final ConversationId.Group GROUP = new ConversationId.Group(77);

    private final FakeHeads heads = new FakeHeads();
    private final FakeParticipants participants = new FakeParticipants();
    private final ListMarkers listMarkers = new ListMarkers(heads, participants);

    @BeforeEach
    void read() {
        participants.belong(GROUP, ALICE, BOB, CAROL);
        heads.readSeqs.put(ALICE, 5L);
        heads.readSeqs.put(BOB, 9L);
    }

    @Test
    void membersSeeHowFarEachHasRead() {
        assertThat(markers(CAROL, GROUP))
                .containsExactly(new Marker(ALICE, 5), new Marker(BOB, 9), new Marker(CAROL, 0));
        assertThat(markers(ALICE, DIRECT)).containsExactly(new Marker(ALICE, 5), new Marker(BOB, 9));
        assertThat(markers(ALICE, ConversationId.direct(ALICE, ALICE))).containsExactly(new Marker(ALICE, 5));
    }

    @Test
    void whoTurnedReceiptsOffIsNotSeenAndSeesNobody() {
        participants.off.add(BOB);
        assertThat(markers(ALICE, GROUP)).containsExactly(new Marker(ALICE, 5), new Marker(CAROL, 0));
        assertThat(markers(BOB, GROUP)).containsExactly(new Marker(BOB, 9));
    }

    @Test
    void strangersAreRefused() {
        assertThat(listMarkers.list(CAROL, DIRECT)).isEqualTo(Answer.denied(ErrorCode.NOT_A_MEMBER));
        assertThat(listMarkers.list(new UserId(9), GROUP)).isEqualTo(Answer.denied(ErrorCode.NOT_A_MEMBER));
        assertThat(listMarkers.list(ALICE, new ConversationId.Group(404)))
                .isEqualTo(Answer.denied(ErrorCode.UNKNOWN_CONVERSATION));
    }

    private List<Marker> markers(UserId caller, ConversationId conversation) {
        return listMarkers.list(caller, conversation) instanceof Answer.Given<List<Marker>> given
                ? given.value()
                : List.of();
    }
}
