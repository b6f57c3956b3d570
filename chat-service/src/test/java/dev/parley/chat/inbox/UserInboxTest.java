package dev.parley.chat.inbox;

import static dev.parley.chat.conversation.Entries.ALICE;
import static dev.parley.chat.conversation.Entries.BOB;
import static dev.parley.chat.conversation.Entries.DIRECT;
import static dev.parley.chat.conversation.Entries.GROUP;
import static dev.parley.chat.conversation.Entries.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.event.InboxEntry;
import dev.parley.contracts.event.Member;
import dev.parley.contracts.event.MembershipChange;
import dev.parley.contracts.event.Role;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserInboxTest {
    private final UserInbox inbox = new UserInbox(BOB);
    private long offset;

    UserInboxTest() {
        inbox.learn(DIRECT, Head.NONE);
        inbox.learn(GROUP, Head.NONE);
    }

    @Test
    void newMessageOfAnotherIsShownPushedAndUnread() {
        UserInbox.Outcome outcome = deliver(text(DIRECT, 1, ALICE, 1));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        UserInbox.Outcome.Show.class,
                        show -> assertThat(show.push()).isTrue());
        assertThat(inbox.head(DIRECT).unread()).isEqualTo(1);
    }

    @Test
    void ownMessageIsShownButNeitherPushedNorUnread() {
        UserInbox.Outcome outcome = deliver(text(DIRECT, 1, BOB, 1));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        UserInbox.Outcome.Show.class,
                        show -> assertThat(show.push()).isFalse());
        assertThat(inbox.head(DIRECT).unread()).isZero();
    }

    @Test
    void repeatedRecordIsDropped() {
        deliver(text(DIRECT, 1, ALICE, 1));

        assertThat(deliver(text(DIRECT, 1, ALICE, 1))).isInstanceOf(UserInbox.Outcome.Nothing.class);
        assertThat(inbox.head(DIRECT).unread()).isEqualTo(1);
    }

    @Test
    void whatWasSaidBeforeAMemberCameCountsAsRead() {
        deliver(membership(6, 5, ALICE, BOB));
        deliver(text(GROUP, 7, ALICE, 6));

        assertThat(inbox.head(GROUP).unread()).isEqualTo(1);
        assertThat(inbox.head(GROUP).readSeq()).isEqualTo(5);
    }

    @Test
    void memberWhoLeftKeepsTheEventThatSaysSo() {
        deliver(membership(1, 0, ALICE, BOB));
        deliver(membership(2, 0, ALICE));

        assertThat(inbox.head(GROUP).leftSeq()).isEqualTo(2);
    }

    @Test
    void memberWhoComesBackHasReadWhatWasSaidMeanwhile() {
        deliver(membership(1, 0, ALICE, BOB));
        deliver(text(GROUP, 2, BOB, 1));
        deliver(membership(3, 1, ALICE));
        deliver(membership(10, 7, ALICE, BOB));

        assertThat(inbox.head(GROUP).leftSeq()).isZero();
        assertThat(inbox.head(GROUP).unread()).isZero();
    }

    @Test
    void readMarkMovesForwardOnly() {
        deliver(text(DIRECT, 1, ALICE, 1));
        deliver(text(DIRECT, 2, ALICE, 2));

        assertThat(read(2, 2, 0)).isInstanceOf(UserInbox.Outcome.Show.class);
        assertThat(read(1, 1, 0)).isInstanceOf(UserInbox.Outcome.Nothing.class);
        assertThat(inbox.head(DIRECT).readSeq()).isEqualTo(2);
        assertThat(inbox.head(DIRECT).unread()).isZero();
    }

    @Test
    void entryBeforeItsHeadWasLoadedIsABug() {
        UserInbox cold = new UserInbox(BOB);

        assertThatThrownBy(() -> cold.apply(new InboxEntry.Delivery(text(DIRECT, 1, ALICE, 1)), at(0)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void dirtyHeadsAreTakenOnce() {
        deliver(text(DIRECT, 1, ALICE, 1));

        assertThat(inbox.takeDirty(conversation -> false)).hasSize(1);
        assertThat(inbox.takeDirty(conversation -> false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void unreadIsTheNumberOfOthersMessagesAfterTheMark(long seed) {
        Random random = new Random(seed);
        List<UserId> authors = new ArrayList<>();
        long readSeq = 0;
        for (int step = 0; step < 500; step++) {
            if (authors.isEmpty() || random.nextInt(4) > 0) {
                UserId author = random.nextBoolean() ? ALICE : BOB;
                authors.add(author);
                deliver(text(DIRECT, authors.size(), author, authors.size()));
            } else {
                int seq = 1 + random.nextInt(authors.size());
                long own = authors.subList(0, seq).stream().filter(BOB::equals).count();
                read(seq, seq, own);
                readSeq = Math.max(readSeq, seq);
            }
            long expected = authors.subList((int) readSeq, authors.size()).stream()
                    .filter(ALICE::equals)
                    .count();
            assertThat(inbox.head(DIRECT).unread()).isEqualTo(expected);
        }
    }

    private UserInbox.Outcome deliver(Event event) {
        return inbox.apply(new InboxEntry.Delivery(event), at(offset++));
    }

    private UserInbox.Outcome read(long seq, long count, long own) {
        return inbox.apply(new InboxEntry.ReadMark(DIRECT, seq, count, own), at(offset++));
    }

    private static Event text(ConversationId conversation, long seq, UserId author, long count) {
        return new Event(
                conversation, seq, new MessageId(100 + seq), author, "m" + seq, count, new EventBody.Text("hi"));
    }

    private static Event membership(long seq, long count, UserId... members) {
        MembershipChange change = new MembershipChange(
                seq,
                MembershipChange.Kind.ADDED,
                List.of(),
                Stream.of(members).map(user -> new Member(user, Role.MEMBER)).toList(),
                "Friends");
        return new Event(GROUP, seq, new MessageId(100 + seq), ALICE, "", count, new EventBody.Membership(change));
    }
}
