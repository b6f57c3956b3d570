package dev.parley.chat.conversation;

import static dev.parley.chat.conversation.Entries.ALICE;
import static dev.parley.chat.conversation.Entries.BOB;
import static dev.parley.chat.conversation.Entries.CAROL;
import static dev.parley.chat.conversation.Entries.DIRECT;
import static dev.parley.chat.conversation.Entries.GROUP;
import static dev.parley.chat.conversation.Entries.at;
import static dev.parley.chat.conversation.Entries.membership;
import static dev.parley.chat.conversation.Entries.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.event.BlockChange;
import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.event.MembershipChange.Kind;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConversationTest {
    private static Conversation open(ConversationSnapshot snapshot) {
        return new Conversation(snapshot, Conversation.RECENT_SENDS);
    }

    private final Conversation direct = open(ConversationSnapshot.empty(DIRECT));
    private final Conversation group = open(ConversationSnapshot.empty(GROUP));

    @Test
    void seqsStartAtOneAndHaveNoGaps() {
        List<Long> seqs = IntStream.range(0, 100)
                .mapToObj(i -> sequenced(direct.decide(send(ALICE, "m" + i, i), at(i))))
                .map(it -> it.event().seq())
                .toList();

        assertThat(seqs)
                .isEqualTo(IntStream.rangeClosed(1, 100).mapToObj(i -> (long) i).toList());
    }

    @Test
    void resentMessageGetsItsFirstSeqAndIdAgain() {
        LogEntry.Send first = send(ALICE, "m", 0);
        direct.decide(first, at(0));
        direct.decide(send(BOB, "between", 1), at(1));

        Decision again = direct.decide(send(ALICE, "m", 0), at(2));

        assertThat(again).isEqualTo(new Decision.Repeated(new KnownSend(ALICE, "m", 1, first.id())));
        assertThat(direct.seq()).isEqualTo(2);
    }

    @Test
    void equalNamesOfTwoAuthorsAreTwoMessages() {
        direct.decide(send(ALICE, "m", 0), at(0));

        assertThat(sequenced(direct.decide(send(BOB, "m", 0), at(1))).event().seq())
                .isEqualTo(2);
    }

    @Test
    void retryOlderThanMemoryIsLookedUpInExactlyTheRangeThatMemoryLacks() {
        for (int i = 0; i < 100; i++) {
            direct.decide(send(ALICE, "m" + i, i), at(i));
        }

        Decision decision = direct.decide(send(ALICE, "m0", 0), at(100));

        assertThat(decision).isInstanceOfSatisfying(Decision.NeedsLookup.class, lookup -> {
            assertThat(lookup.after()).isZero();
            assertThat(lookup.through()).isEqualTo(100 - Conversation.RECENT_SENDS);
        });
        LogEntry.Send retry = send(ALICE, "m0", 0);
        KnownSend found = new KnownSend(ALICE, "m0", 1, new MessageId(9));
        assertThat(direct.decide(retry, at(101), Optional.of(found))).isEqualTo(new Decision.Repeated(found));
        assertThat(sequenced(direct.decide(retry, at(102), Optional.empty()))
                        .event()
                        .seq())
                .isEqualTo(101);
    }

    @Test
    void senderWhoKnowsTheNewestSeqCausesNoLookup() {
        for (int i = 0; i < 100; i++) {
            direct.decide(send(ALICE, "m" + i, i), at(i));
        }

        assertThat(direct.decide(send(ALICE, "new", 100), at(100))).isInstanceOf(Decision.Sequenced.class);
    }

    @Test
    void strangerIsRefusedAndTakesNoSeq() {
        assertThat(refusal(direct.decide(send(CAROL, "m", 0), at(0)))).isEqualTo(ErrorCode.NOT_A_MEMBER);
        assertThat(direct.seq()).isZero();
    }

    @Test
    void groupThatNobodyMadeIsUnknown() {
        assertThat(refusal(group.decide(send(ALICE, "m", 0), at(0)))).isEqualTo(ErrorCode.UNKNOWN_CONVERSATION);
    }

    @Test
    void knowledgeFromTheFutureIsRefused() {
        assertThat(refusal(direct.decide(send(ALICE, "m", 1), at(0)))).isEqualTo(ErrorCode.SEQ_AHEAD);
    }

    @Test
    void membershipCountsFromItsPlaceInTheLog() {
        group.decide(membership(1, Kind.CREATED, ALICE, List.of(ALICE), ALICE), at(0));
        assertThat(refusal(group.decide(send(BOB, "early", 1), at(1)))).isEqualTo(ErrorCode.NOT_A_MEMBER);

        Decision.Sequenced added =
                sequenced(group.decide(membership(2, Kind.ADDED, ALICE, List.of(BOB), ALICE, BOB), at(2)));
        assertThat(added.recipients()).containsExactlyInAnyOrder(ALICE, BOB);
        assertThat(group.decide(send(BOB, "now", 2), at(3))).isInstanceOf(Decision.Sequenced.class);
    }

    @Test
    void removedMemberLearnsOfTheRemovalAndOfNothingAfterIt() {
        group.decide(membership(1, Kind.CREATED, ALICE, List.of(ALICE, BOB), ALICE, BOB), at(0));

        assertThat(sequenced(group.decide(membership(2, Kind.REMOVED, ALICE, List.of(BOB), ALICE), at(1)))
                        .recipients())
                .containsExactlyInAnyOrder(ALICE, BOB);
        assertThat(sequenced(group.decide(send(ALICE, "m", 2), at(2))).recipients())
                .containsExactly(ALICE);
    }

    @Test
    void membershipVersionThatWasPassedIsIgnored() {
        group.decide(membership(2, Kind.CREATED, ALICE, List.of(ALICE), ALICE, BOB), at(0));

        assertThat(group.decide(membership(1, Kind.CREATED, ALICE, List.of(ALICE), ALICE), at(1)))
                .isInstanceOf(Decision.Ignored.class);
        assertThat(group.decide(membership(2, Kind.CREATED, ALICE, List.of(ALICE), ALICE, BOB), at(2)))
                .isInstanceOf(Decision.Ignored.class);
        assertThat(group.seq()).isEqualTo(1);
    }

    @Test
    void blockStopsBothSidesUntilItIsLifted() {
        direct.decide(block(BOB, true, 1), at(0));
        assertThat(refusal(direct.decide(send(ALICE, "a", 1), at(1)))).isEqualTo(ErrorCode.BLOCKED);
        assertThat(refusal(direct.decide(send(BOB, "b", 1), at(2)))).isEqualTo(ErrorCode.BLOCKED);

        direct.decide(block(BOB, false, 2), at(3));

        assertThat(direct.decide(send(ALICE, "a2", 2), at(4))).isInstanceOf(Decision.Sequenced.class);
    }

    @Test
    void onlyMessagesCount() {
        group.decide(membership(1, Kind.CREATED, ALICE, List.of(ALICE), ALICE), at(0));
        assertThat(sequenced(group.decide(send(ALICE, "m", 1), at(1))).event().count())
                .isEqualTo(1);
        assertThat(sequenced(group.decide(membership(2, Kind.RENAMED, ALICE, List.of(), ALICE), at(2)))
                        .event()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void entryBehindTheNewestEventWasDecidedBefore() {
        direct.decide(send(ALICE, "m", 0), at(10));

        assertThat(direct.decide(send(BOB, "older", 0), at(9))).isInstanceOf(Decision.Replayed.class);
        assertThat(direct.decide(send(ALICE, "m", 0), at(10))).isInstanceOf(Decision.Replayed.class);
    }

    @Test
    void entryOfALaterTopicLifeIsNewThoughItsOffsetIsSmall() {
        direct.decide(send(ALICE, "m", 0), at(10));

        assertThat(direct.decide(send(BOB, "n", 1), new Position(2, 0))).isInstanceOf(Decision.Sequenced.class);
    }

    @Test
    void refusalThatIsReplayedAfterTheSenderBecameAMemberIsStillARefusal() {
        group.decide(membership(1, Kind.CREATED, ALICE, List.of(ALICE), ALICE), at(0));
        LogEntry.Send early = send(BOB, "early", 0);
        group.decide(early, at(1));
        group.decide(membership(2, Kind.ADDED, ALICE, List.of(BOB), ALICE, BOB), at(2));

        assertThat(group.decide(early, at(1))).isInstanceOf(Decision.Replayed.class);
        assertThat(refusal(group.answerAgain(early, Optional.empty()))).isEqualTo(ErrorCode.NOT_A_MEMBER);
    }

    @Test
    void noteToSelfHasOneRecipient() {
        Conversation notes =
                open(ConversationSnapshot.empty(dev.parley.contracts.id.ConversationId.direct(ALICE, ALICE)));

        assertThat(sequenced(notes.decide(send(ALICE, "m", 0), at(0))).recipients())
                .containsExactly(ALICE);
    }

    private static LogEntry.Block block(UserId by, boolean blocked, long version) {
        return new LogEntry.Block(new MessageId(500 + version), by, new BlockChange(blocked, version));
    }

    private static Decision.Sequenced sequenced(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Sequenced.class);
        return (Decision.Sequenced) decision;
    }

    private static ErrorCode refusal(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        return ((Decision.Refused) decision).why();
    }
}
