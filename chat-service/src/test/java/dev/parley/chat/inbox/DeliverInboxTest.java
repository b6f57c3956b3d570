package dev.parley.chat.inbox;

import static dev.parley.chat.conversation.Entries.ALICE;
import static dev.parley.chat.conversation.Entries.BOB;
import static dev.parley.chat.conversation.Entries.CAROL;
import static dev.parley.chat.conversation.Entries.DIRECT;
import static dev.parley.chat.conversation.Entries.GROUP;
import static dev.parley.chat.conversation.Entries.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.conversation.StoredEvent;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.event.InboxEntry;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.event.PushRequest;
import dev.parley.contracts.frame.Cursor;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.MessageId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class DeliverInboxTest extends InboxScene {
    @Test
    void eventGoesToEveryDeviceAndNoPhoneRings() {
        FakeConnection phone = attach(new FakeConnection(BOB, 1), null);
        FakeConnection web = attach(new FakeConnection(BOB, 2), null);

        receive(BOB, message(1, "hello"));

        assertThat(phone.frames("event")).hasSize(1).isEqualTo(web.frames("event"));
        assertThat(pushes).isEmpty();
        assertThat(seenIds).containsExactly(101L);
    }

    @Test
    void phoneRingsForSomebodyWhoIsAway() {
        receive(BOB, message(1, "hello"));

        assertThat(pushes).containsExactly(ring(1, 1, 1, Mute.NONE, "hello"));
    }

    private static PushRequest.Ring ring(
            long seq, long badge, long unread, Mute mute, String preview, DeviceId... reached) {
        return new PushRequest.Ring(
                BOB, DIRECT, seq, new MessageId(100 + seq), ALICE, badge, unread, mute, Set.of(reached), preview);
    }

    @Test
    void readMarksAreToldWhereTheyMove() {
        receive(BOB, message(1, "one"));
        receive(BOB, message(2, "two"));
        assertThat(marks).isEmpty();
        receive(BOB, new InboxEntry.ReadMark(DIRECT, 1, 1, 0));
        receive(BOB, new InboxEntry.ReadMark(DIRECT, 1, 1, 0));
        receive(BOB, new InboxEntry.ReadMark(DIRECT, 2, 2, 0));
        offset--;
        receive(BOB, new InboxEntry.ReadMark(DIRECT, 2, 2, 0));
        assertThat(marks).containsExactly("2 d.1.2 read 1", "2 d.1.2 read 2");
    }

    @Test
    void repeatedRecordIsShownOnce() {
        FakeConnection phone = attach(new FakeConnection(BOB, 1), null);

        receive(BOB, message(1, "hello"));
        receive(BOB, message(1, "hello"));

        assertThat(phone.frames("event")).hasSize(1);
    }

    @Test
    void repeatedRecordIsDroppedAlsoAfterItsHeadWentToTheStore() {
        receive(BOB, message(1, "hello"));
        flush();
        FakeConnection phone = attach(new FakeConnection(BOB, 1), null);

        receive(BOB, message(1, "hello"));

        assertThat(phone.frames("event")).isEmpty();
    }

    @Test
    void deviceThatCameBeforeALateOwnerWroteAHeadIsShownTheEventAllTheSame() {
        FakeConnection phone = attach(new FakeConnection(BOB, 1), null);
        heads.write(new HeadStore.Entry(BOB, DIRECT, new Head(2, 2, 0, 1, 1, 0, 0, Mute.NONE, 0, 0, at(2))));

        receive(BOB, message(1, "hello"));
        receive(BOB, message(2, "are you there?"));
        receive(BOB, new InboxEntry.ReadMark(DIRECT, 1, 1, 0));

        assertThat(phone.frames("event")).hasSize(2);
        assertThat(phone.frames("receipt")).singleElement().asString().contains("\"readSeq\":1", "\"unread\":1");
        assertThat(pushes).isEmpty();
    }

    @Test
    void whereNothingWasReadThatIsToldByAReceiptOfZero() {
        FakeConnection phone = attach(new FakeConnection(BOB, 1), null);
        heads.write(new HeadStore.Entry(BOB, DIRECT, new Head(1, 1, 0, 0, 0, 0, 0, Mute.NONE, 0, 0, at(0))));

        receive(BOB, message(1, "hello"));

        assertThat(phone.frames("receipt")).singleElement().asString().contains("\"readSeq\":0", "\"unread\":1");
    }

    @Test
    void largeBodyIsReadFromTheStoreForWhoIsThere() {
        Event whole = event(DIRECT, 1, "x".repeat(10_000));
        events.append(DIRECT, List.of(new StoredEvent(whole, at(0))));
        FakeConnection phone = attach(new FakeConnection(BOB, 1), null);

        receive(BOB, new InboxEntry.Delivery(whole.withBody(new EventBody.Stored(10_000))));

        assertThat(phone.frames("event").getFirst()).contains("x".repeat(10_000));
    }

    @Test
    void whoConfirmsOrLeavesDoesNotWaitForALargeBody() throws Exception {
        Event whole = event(DIRECT, 1, "x".repeat(10_000));
        events.append(DIRECT, List.of(new StoredEvent(whole, at(0))));
        FakeConnection phone = attach(new FakeConnection(BOB, 1), null);
        FakeConnection web = attach(new FakeConnection(BOB, 2), null);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        events.beforePage = () -> {
            asked.countDown();
            await(answer);
        };

        Future<?> delivering = executor.submit(
                () -> receive(BOB, new InboxEntry.Delivery(whole.withBody(new EventBody.Stored(10_000)))));
        asked.await();
        try {
            assertThat(executor.submit(() -> inboxes.confirm(web, new Cursor(1, 0))))
                    .succeedsWithin(Duration.ofSeconds(10));
            assertThat(executor.submit(() -> inboxes.detach(web))).succeedsWithin(Duration.ofSeconds(10));
        } finally {
            answer.countDown();
        }

        assertThat(delivering).succeedsWithin(Duration.ofSeconds(10));
        assertThat(phone.frames("event")).hasSize(1);
        assertThat(web.frames("event")).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void eventIsEncodedOnceForAllDevices() {
        FakeConnection phone = attach(new FakeConnection(BOB, 1), null);
        FakeConnection web = attach(new FakeConnection(BOB, 2), null);

        receive(BOB, message(1, "x".repeat(99_999)));

        assertThat(phone.written().getLast().json())
                .isSameAs(web.written().getLast().json());
    }

    @Test
    void largeBodyIsReadOnceForAllMembersAndIsWholeForEach() {
        Event whole = event(GROUP, 1, "x".repeat(99_999));
        events.append(GROUP, List.of(new StoredEvent(whole, at(0))));
        FakeConnection bob = attach(new FakeConnection(BOB, 1), null);
        FakeConnection carol = attach(new FakeConnection(CAROL, 2), null);
        InboxEntry announced = new InboxEntry.Delivery(whole.withBody(new EventBody.Stored(99_999)));

        offset = 9;
        deliver.handle(List.of(record(BOB, announced), record(CAROL, announced)));

        assertThat(events.pagesRead).isEqualTo(1);
        assertThat(bob.frames("event")).containsExactly(frame(whole, 9));
        assertThat(carol.frames("event")).containsExactly(frame(whole, 10));
    }

    private static String frame(Event event, long offset) {
        ServerFrame frame = new ServerFrame.EventFrame(event, new Cursor(1, offset));
        return new String(EncodedFrame.of(frame).json(), StandardCharsets.UTF_8);
    }

    @Test
    void readMarkReachesTheOtherDevicesAndIsDurable() {
        FakeConnection phone = attach(new FakeConnection(BOB, 1), null);
        events.append(DIRECT, List.of(new StoredEvent(event(DIRECT, 1, "hello"), at(0))));
        receive(BOB, message(1, "hello"));

        assertThat(read(BOB, 1)).isEqualTo(new Inboxes.Marked.Done());
        flush();

        assertThat(phone.frames("receipt").getFirst()).contains("\"readSeq\":1").contains("\"unread\":0");
        assertThat(heads.load(BOB, DIRECT).readSeq()).isEqualTo(1);
    }

    @Test
    void flushThatEndsWhileHeadsAreLoadedLetsNobodyGo() {
        receive(BOB, message(1, "hello"));
        InboxFlush flush = deliver.beginFlush();
        ConversationId other = ConversationId.direct(BOB, CAROL);
        InboxEntry cold = new InboxEntry.Delivery(event(other, 1, "of another conversation"));
        heads.whileReading = flush::write;

        deliver.handle(List.of(record(BOB, message(2, "again")), record(BOB, cold)));
        flush();

        assertThat(heads.load(BOB, DIRECT).seq()).isEqualTo(2);
        assertThat(heads.load(BOB, other).seq()).isEqualTo(1);
    }
}
