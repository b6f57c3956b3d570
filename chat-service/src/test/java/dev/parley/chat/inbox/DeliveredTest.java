package dev.parley.chat.inbox;

import static dev.parley.chat.conversation.Entries.ALICE;
import static dev.parley.chat.conversation.Entries.BOB;
import static dev.parley.chat.conversation.Entries.CAROL;
import static dev.parley.chat.conversation.Entries.DIRECT;
import static dev.parley.chat.conversation.Entries.GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.event.InboxEntry;
import dev.parley.contracts.frame.Cursor;
import org.junit.jupiter.api.Test;

/// When an author is told that a message has reached a device.
class DeliveredTest extends InboxScene {
    @Test
    void theFirstDeviceThatConfirmsTells() {
        FakeConnection phone = attach(new FakeConnection(BOB, 1), null);
        FakeConnection web = attach(new FakeConnection(BOB, 2), null);
        receive(BOB, message(1, "one"));
        receive(BOB, message(2, "two"));
        assertThat(marks).isEmpty();

        inboxes.confirm(phone, new Cursor(1, 1));
        inboxes.confirm(web, new Cursor(1, 1));

        assertThat(marks).containsExactly("2 d.1.2 has 2");
    }

    @Test
    void whatOnlyASocketTookIsNotDelivered() {
        FakeConnection phone = attach(new FakeConnection(BOB, 1), null);
        receive(BOB, message(1, "one"));
        inboxes.confirm(phone, new Cursor(1, 0));
        receive(BOB, message(2, "two"));
        inboxes.confirm(phone, new Cursor(1, 0));
        inboxes.detach(phone);

        assertThat(marks).containsExactly("2 d.1.2 has 1");
    }

    @Test
    void whatCameInTheWelcomeIsDeliveredWhenThatIsConfirmed() {
        receive(BOB, message(1, "one"));
        receive(BOB, message(2, "two"));
        FakeConnection phone = attach(new FakeConnection(BOB, 1), null);
        assertThat(marks).isEmpty();

        inboxes.confirm(phone, new Cursor(1, 1));

        assertThat(marks).containsExactly("2 d.1.2 has 2");
    }

    @Test
    void deviceThatComesAgainHasConfirmedByItsCursor() {
        FakeConnection web = attach(new FakeConnection(BOB, 2), null);
        FakeConnection before = attach(new FakeConnection(BOB, 1), null);
        receive(BOB, message(1, "one"));
        inboxes.detach(before);

        attach(new FakeConnection(BOB, 1), new Cursor(1, 0));

        assertThat(marks).containsExactly("2 d.1.2 has 1");
        assertThat(web.closed()).isEmpty();
    }

    @Test
    void inGroupsAndOfWhatIsReadOrOnesOwnNothingIsTold() {
        FakeConnection phone = attach(new FakeConnection(CAROL, 1), null);
        FakeConnection author = attach(new FakeConnection(ALICE, 1), null);
        receive(ALICE, message(1, "read before it was fetched"));
        receive(CAROL, new InboxEntry.Delivery(event(GROUP, 1, "to all")));
        receive(BOB, message(1, "read before it was fetched"));
        receive(BOB, new InboxEntry.ReadMark(DIRECT, 1, 1, 0));
        FakeConnection late = attach(new FakeConnection(BOB, 1), null);
        marks.clear();

        inboxes.confirm(phone, new Cursor(1, 9));
        inboxes.confirm(late, new Cursor(1, 9));
        inboxes.confirm(author, new Cursor(1, 9));

        assertThat(marks).isEmpty();
    }
}
