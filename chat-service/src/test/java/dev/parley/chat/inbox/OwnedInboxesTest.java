package dev.parley.chat.inbox;

import static dev.parley.chat.conversation.Entries.BOB;
import static dev.parley.chat.conversation.Entries.CAROL;
import static dev.parley.chat.conversation.Entries.DIRECT;
import static dev.parley.chat.conversation.Entries.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.conversation.StoredEvent;
import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.contracts.event.InboxEntry;
import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.frame.Cursor;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.SessionId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OwnedInboxesTest extends InboxScene {
    @Test
    void theNewestSeqIsThatOfMemory() {
        assertThat(inboxes.newestSeq(BOB, DIRECT)).isZero();
        receive(BOB, message(7, "hello"));
        assertThat(inboxes.newestSeq(BOB, DIRECT)).isEqualTo(7);
    }

    @Test
    void deviceThatComesBackGetsTheHeadsThatChangedSinceItsCursor() {
        receive(BOB, message(1, "hello"));
        Cursor cursor = new Cursor(1, offset - 1);
        receive(BOB, new InboxEntry.Delivery(event(new ConversationId.Group(5), 1, "in a group")));
        flush();

        FakeConnection phone = attach(new FakeConnection(BOB, 1), cursor);

        assertThat(phone.frames("welcome").getFirst()).contains("\"g.5\"").doesNotContain(DIRECT.value());
    }

    @Test
    void eventThatComesWhileHeadsAreReadIsInTheWelcome() {
        FakeConnection phone = new FakeConnection(BOB, 1);
        heads.whileReading = () -> {
            receive(BOB, message(1, "hello"));
            flush();
        };

        attach(phone, null);

        assertThat(phone.frames("welcome").getFirst()).contains("\"seq\":1");
        assertThat(phone.frames("event")).isEmpty();
    }

    @Test
    void deviceThatConnectsAgainReplacesItsOlderConnection() {
        FakeConnection dead = attach(new FakeConnection(BOB, 1), null);

        FakeConnection fresh = attach(new FakeConnection(BOB, 1), null);

        assertThat(dead.closed()).contains(ErrorCode.REPLACED);
        receive(BOB, message(1, "hello"));
        assertThat(fresh.frames("event")).hasSize(1);
    }

    @Test
    void connectionThatIsWelcomedLateDoesNotReplaceTheNewerOneOfItsDevice() {
        FakeConnection slow = new FakeConnection(BOB, 1);
        FakeConnection fresh = new FakeConnection(BOB, 1);
        heads.whileReading = () -> attach(fresh, null);

        attach(slow, null);

        assertThat(fresh.closed()).isEmpty();
        assertThat(slow.closed()).contains(ErrorCode.REPLACED);
        assertThat(slow.frames("welcome")).isEmpty();
        receive(BOB, message(1, "hello"));
        assertThat(fresh.frames("event")).hasSize(1);
    }

    @Test
    void connectionThatEndsWhileItIsWelcomedIsNotTakenIn() {
        FakeConnection gone = new FakeConnection(BOB, 1);
        heads.whileReading = () -> inboxes.detach(gone);

        attach(gone, null);
        receive(BOB, message(1, "hello"));

        assertThat(gone.frames("event")).isEmpty();
        assertThat(pushes).hasSize(1);
    }

    @Test
    void loginThatEndedLosesItsConnectionAndGetsNoOther() {
        FakeConnection phone = attach(new FakeConnection(BOB, 1), null);
        FakeConnection web = attach(new FakeConnection(BOB, 2), null);

        receive(BOB, new InboxEntry.SessionEnd(ConversationId.direct(BOB, BOB), phone.session()));
        FakeConnection again = attach(new FakeConnection(BOB, 1), null);

        assertThat(phone.closed()).contains(ErrorCode.DEVICE_REVOKED);
        assertThat(again.closed()).contains(ErrorCode.DEVICE_REVOKED);
        assertThat(again.frames("welcome")).isEmpty();
        assertThat(web.closed()).isEmpty();
    }

    @Test
    void loginThatEndedLongAgoTakesNoMemory() {
        ConversationId self = ConversationId.direct(BOB, BOB);
        receive(BOB, new InboxEntry.SessionEnd(self, new SessionId(1)));
        nowNanos += LogEntry.SessionEnd.REMEMBERED.toNanos();
        receive(BOB, new InboxEntry.SessionEnd(self, new SessionId(2)));
        Slot slot = slots.of(BOB).orElseThrow();
        assertThat(slot.isEnded(new SessionId(1))).isTrue();

        nowNanos++;
        receive(BOB, new InboxEntry.SessionEnd(self, new SessionId(3)));

        assertThat(slot.isEnded(new SessionId(1))).isFalse();
        assertThat(slot.isEnded(new SessionId(2))).isTrue();
    }

    @Test
    void lostSlotClosesItsConnectionsAndTakesNoNewOnes() {
        FakeConnection phone = attach(new FakeConnection(BOB, 1), null);

        slots.lose(Slots.of(BOB, SLOTS), ErrorCode.GOING_AWAY);

        assertThat(phone.closed()).contains(ErrorCode.GOING_AWAY);
        assertThat(inboxes.attach(new FakeConnection(BOB, 2), null)
                        .toCompletableFuture()
                        .join())
                .isInstanceOf(Inboxes.Attached.Elsewhere.class);
    }

    @Test
    void detachedDeviceGetsNothingMore() {
        FakeConnection phone = attach(new FakeConnection(BOB, 1), null);

        inboxes.detach(phone);
        receive(BOB, message(1, "hello"));

        assertThat(phone.frames("event")).isEmpty();
        assertThat(pushes).hasSize(1);
    }

    @Test
    void aPageHasTheNewestEventThoughTheStoreIsStillTakingIt() {
        events.append(DIRECT, List.of(new StoredEvent(event(DIRECT, 1, "one"), at(0))));
        receive(BOB, message(1, "one"));
        receive(BOB, message(2, "two"));
        AtomicInteger reads = new AtomicInteger();
        events.beforePage = () -> {
            if (reads.incrementAndGet() == 3) {
                events.append(DIRECT, List.of(new StoredEvent(event(DIRECT, 2, "two"), at(1))));
            }
        };

        assertThat(inboxes.pull(BOB, "p", DIRECT, 0, 50).toCompletableFuture().join())
                .isEqualTo(new Inboxes.Pulled.Events(new ServerFrame.Page(
                        "p", DIRECT, List.of(event(DIRECT, 1, "one"), event(DIRECT, 2, "two")), false)));
    }

    @Test
    void readMarkThatStandsAlreadyIsToldToWhoAskedAlone() {
        events.append(DIRECT, List.of(new StoredEvent(event(DIRECT, 1, "hello"), at(0))));
        receive(BOB, message(1, "hello"));
        read(BOB, 1);
        FakeConnection phone = attach(new FakeConnection(BOB, 1), null);
        FakeConnection web = attach(new FakeConnection(BOB, 2), null);

        assertThat(read(phone, 1)).isEqualTo(new Inboxes.Marked.Done());
        assertThat(phone.frames("receipt")).containsExactly(receipt(1, 0));
        assertThat(web.frames("receipt")).isEmpty();
    }

    @Test
    void whatComesWhileTheStoreIsAskedForAMarkIsCountedInTheReceiptBehindIt() {
        events.append(DIRECT, List.of(new StoredEvent(event(DIRECT, 1, "hello"), at(0))));
        receive(BOB, message(1, "hello"));
        read(BOB, 1);
        flush();
        FakeConnection phone = attach(new FakeConnection(BOB, 1), null);
        heads.whileReading = () -> receive(BOB, message(2, "meanwhile"));

        read(phone, 1);

        assertThat(phone.frames("event")).hasSize(1);
        assertThat(phone.frames("receipt")).containsExactly(receipt(1, 1));
    }

    private static String receipt(long readSeq, long unread) {
        return "{\"type\":\"receipt\",\"conversationId\":\"d.1.2\",\"userId\":\"2\",\"readSeq\":" + readSeq
                + ",\"unread\":" + unread + "}";
    }

    @Test
    void lastOfTwoMutesStaysThoughTheFirstHasNotComeBackYet() {
        receive(BOB, message(1, "hello"));
        FakeConnection phone = attach(new FakeConnection(BOB, 1), null);
        FakeConnection web = attach(new FakeConnection(BOB, 2), null);
        List<InboxEntry> held = new CopyOnWriteArrayList<>();
        published = (user, entry) -> held.add(entry);

        assertThat(mute(web, Mute.FOREVER)).isEqualTo(new Inboxes.Marked.Done());
        mute(web, Mute.NONE);
        held.forEach(entry -> receive(BOB, entry));
        flush();

        assertThat(heads.load(BOB, DIRECT).mute()).isEqualTo(Mute.NONE);
        assertThat(phone.frames("muted"))
                .containsExactly(
                        "{\"type\":\"muted\",\"conversationId\":\"d.1.2\",\"mutedUntil\":\"forever\"}",
                        "{\"type\":\"muted\",\"conversationId\":\"d.1.2\"}");
    }

    @Test
    void muteThatChangesNothingIsToldToWhoAskedAlone() {
        receive(BOB, message(1, "hello"));
        FakeConnection phone = attach(new FakeConnection(BOB, 1), null);
        FakeConnection web = attach(new FakeConnection(BOB, 2), null);

        assertThat(mute(phone, Mute.NONE)).isEqualTo(new Inboxes.Marked.Done());
        assertThat(phone.frames("muted")).containsExactly("{\"type\":\"muted\",\"conversationId\":\"d.1.2\"}");
        assertThat(web.frames("muted")).isEmpty();
    }

    @Test
    void muteThatChangesNothingIsToldAsItIsOnceItIsDurable() {
        receive(BOB, message(1, "hello"));
        FakeConnection phone = attach(new FakeConnection(BOB, 1), null);
        published = (user, entry) -> receive(BOB, new InboxEntry.MuteMark(DIRECT, Mute.FOREVER));

        mute(phone, Mute.NONE);

        assertThat(phone.frames("muted"))
                .containsExactly(
                        "{\"type\":\"muted\",\"conversationId\":\"d.1.2\",\"mutedUntil\":\"forever\"}",
                        "{\"type\":\"muted\",\"conversationId\":\"d.1.2\",\"mutedUntil\":\"forever\"}");
    }

    private Inboxes.Marked mute(FakeConnection wisher, Mute until) {
        return inboxes.mute(wisher, DIRECT, until).toCompletableFuture().join();
    }

    @Test
    void readMarkIntoTheFutureOrOfAStrangersConversationIsRefused() {
        receive(BOB, message(1, "hello"));

        assertThat(read(BOB, 2)).isEqualTo(new Inboxes.Marked.No(new Refused(ErrorCode.SEQ_AHEAD)));
        assertThat(read(CAROL, 1)).isEqualTo(new Inboxes.Marked.No(new Refused(ErrorCode.NOT_A_MEMBER)));
    }

    @Test
    void pullOfAnEventThatTheStoreIsStillTakingIsToldToRetryAndNotThatThereIsNone() {
        receive(BOB, message(1, "hello"));

        assertThat(inboxes.pull(BOB, "r", DIRECT, 0, 10).toCompletableFuture().join())
                .isEqualTo(new Inboxes.Pulled.No(new Refused(ErrorCode.RETRY)));
        assertThat(inboxes.pull(BOB, "r", DIRECT, 1, 10).toCompletableFuture().join())
                .isInstanceOf(Inboxes.Pulled.Events.class);
    }

    @Test
    void conversationIsKnownToWhomSomethingWasSaidInIt() {
        receive(BOB, message(1, "hello"));

        assertThat(inboxes.knows(BOB, DIRECT).toCompletableFuture().join()).isTrue();
        flush();
        assertThat(inboxes.knows(BOB, DIRECT).toCompletableFuture().join()).isTrue();
        assertThat(inboxes.knows(BOB, ConversationId.direct(BOB, CAROL))
                        .toCompletableFuture()
                        .join())
                .isFalse();
    }

    @Test
    void strangersCanPullNothing() {
        assertThat(inboxes.pull(CAROL, "r", DIRECT, 0, 10).toCompletableFuture().join())
                .isInstanceOf(Inboxes.Pulled.No.class);
        assertThat(inboxes.pull(CAROL, "r", new ConversationId.Group(5), 0, 10)
                        .toCompletableFuture()
                        .join())
                .isInstanceOf(Inboxes.Pulled.No.class);
    }

    @Test
    void whoWasAwayForTenThousandEventsIsToldTwoHundredShortLines() {
        int conversations = 200;
        int events = 50;
        Cursor before = new Cursor(1, -1);
        for (int conversation = 1; conversation <= conversations; conversation++) {
            for (int seq = 1; seq <= events; seq++) {
                receive(
                        BOB,
                        new InboxEntry.Delivery(event(
                                new ConversationId.Group(conversation), seq, "a text of some length".repeat(10))));
            }
        }

        FakeConnection back = attach(new FakeConnection(BOB, 1), before);

        String welcome = back.frames("welcome").getFirst();
        assertThat(back.frames()).hasSize(1);
        assertThat(welcome.split("conversationId", -1)).hasSize(conversations + 1);
        assertThat(welcome).contains("\"seq\":" + events).doesNotContain("a text");
        assertThat(welcome.length()).as("bytes").isLessThan(100 * conversations);
    }
}
