package dev.parley.api.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.api.answer.Answer;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import org.junit.jupiter.api.Test;

class FindAccessTest {
    private static final UserId ALICE = new UserId(11);
    private static final UserId BOB = new UserId(12);
    private static final UserId CAROL = new UserId(13);
    private static final ConversationId.Group GROUP = new ConversationId.Group(21);

    private final MemoryHistoryStore history = new MemoryHistoryStore();
    private final MemoryMembershipStore memberships = new MemoryMembershipStore();
    private final FindAccess findAccess = new FindAccess(history, memberships);

    @Test
    void directConversationIsForItsTwo() {
        ConversationId talk = ConversationId.direct(ALICE, BOB);
        assertThat(findAccess.find(BOB, talk)).isEqualTo(Answer.given(Access.ALL));
        assertThat(findAccess.find(CAROL, talk)).isEqualTo(denied(ErrorCode.NOT_A_MEMBER));
        assertThat(findAccess.find(CAROL, ConversationId.direct(CAROL, CAROL))).isEqualTo(Answer.given(Access.ALL));
    }

    @Test
    void newMemberReadsAll() {
        history.write(Talk.members(GROUP, 1, ALICE, ALICE));
        history.write(Talk.members(GROUP, 2, ALICE, ALICE, BOB));
        assertThat(findAccess.find(BOB, GROUP)).isEqualTo(Answer.given(Access.ALL));
    }

    @Test
    void removedMemberReadsUpToTheEventThatRemovedThem() {
        history.write(Talk.members(GROUP, 1, ALICE, ALICE, BOB));
        history.write(Talk.members(GROUP, 5, ALICE, ALICE));
        history.write(Talk.members(GROUP, 9, ALICE, ALICE, CAROL));
        assertThat(findAccess.find(BOB, GROUP)).isEqualTo(Answer.given(new Access(5)));
    }

    @Test
    void laterRemovalCountsWhereTheWrittenOneIsOld() {
        history.writeLeft(BOB, GROUP, 5);
        history.write(Talk.members(GROUP, 5, ALICE, ALICE));
        history.write(Talk.members(GROUP, 6, ALICE, ALICE, BOB));
        history.write(Talk.members(GROUP, 8, ALICE, ALICE));
        assertThat(findAccess.find(BOB, GROUP)).isEqualTo(Answer.given(new Access(8)));
    }

    @Test
    void oldRemovalIsFoundWhereItIsWrittenDown() {
        history.write(Talk.members(GROUP, 1, ALICE, ALICE, BOB));
        for (long seq = 2; seq < 200; seq++) {
            history.write(Talk.members(GROUP, seq, ALICE, ALICE));
        }
        history.writeLeft(BOB, GROUP, 2);
        assertThat(findAccess.find(BOB, GROUP)).isEqualTo(Answer.given(new Access(2)));
    }

    @Test
    void strangerIsNoMemberAndUnknownGroupIsUnknown() {
        history.write(Talk.members(GROUP, 1, ALICE, ALICE));
        memberships.addGroup(new ConversationId.Group(22), ALICE);
        assertThat(findAccess.find(BOB, GROUP)).isEqualTo(denied(ErrorCode.NOT_A_MEMBER));
        assertThat(findAccess.find(BOB, new ConversationId.Group(22))).isEqualTo(denied(ErrorCode.NOT_A_MEMBER));
        assertThat(findAccess.find(BOB, new ConversationId.Group(23)))
                .isEqualTo(denied(ErrorCode.UNKNOWN_CONVERSATION));
    }

    @Test
    void memberWhoIsAdmittedButNotInTheLogYetReadsAll() {
        memberships.addGroup(GROUP, ALICE, BOB);
        assertThat(findAccess.find(BOB, GROUP)).isEqualTo(Answer.given(Access.ALL));
        history.write(Talk.members(GROUP, 1, ALICE, ALICE));
        assertThat(findAccess.find(BOB, GROUP)).isEqualTo(Answer.given(Access.ALL));
    }

    private static Answer<Access> denied(ErrorCode code) {
        return Answer.denied(code);
    }
}
