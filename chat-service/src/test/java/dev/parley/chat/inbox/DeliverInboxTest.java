package dev.parley.chat.inbox;

import static dev.parley.chat.conversation.Entries.ALICE;
import static dev.parley.chat.conversation.Entries.BOB;
import static dev.parley.chat.conversation.Entries.CAROL;
import static dev.parley.chat.conversation.Entries.DIRECT;
import static dev.parley.chat.conversation.Entries.GROUP;
import static dev.parley.chat.conversation.Entries.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.conversation.MemoryEventStore;
import dev.parley.chat.conversation.Repeat;
import dev.parley.chat.conversation.StoredEvent;
import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.event.InboxEntry;
import dev.parley.contracts.event.PushRequest;
import dev.parley.contracts.frame.Cursor;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliverInboxTest {
    private static final int SLOTS = 4;

    /// Lets a test do something while an attach reads the store.
    private static final class InterruptibleHeadStore extends MemoryHeadStore {
        private Runnable whileReading = () -> {};

        @Override
        public Map<ConversationId, Head> loadAll(UserId user) {
            Map<ConversationId, Head> stored = super.loadAll(user);
            Runnable once = whileReading;
            whileReading = () -> {};
            once.run();
            return stored;
        }
    }

    private static final class CountingEventStore extends MemoryEventStore {
        private int pagesRead;

        @Override
        public synchronized List<Event> page(ConversationId id, long after, long through, int limit) {
            pagesRead++;
            return super.page(id, after, through, limit);
        }
    }

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Repeat repeat = new Repeat(executor, duration -> {});
    private final InterruptibleHeadStore heads = new InterruptibleHeadStore();
    private final CountingEventStore events = new CountingEventStore();
    private final List<PushRequest> pushes = new ArrayList<>();
    private final OwnedSlots slots = new OwnedSlots(SLOTS);
    private final List<Long> seenIds = new ArrayList<>();
    private final DeliverInbox deliver = new DeliverInbox(
            slots,
            heads,
            events,
            request -> {
                pushes.add(request);
                return CompletableFuture.completedFuture(null);
            },
            repeat,
            seenIds::add,
            new InboxMetrics(new SimpleMeterRegistry(), Clock.systemUTC()));
    private final Inboxes inboxes = new OwnedInboxes(
            "chat-1",
            slots,
            heads,
            events,
            (user, entry) -> {
                receive(user, entry);
                return CompletableFuture.completedFuture(null);
            },
            executor);
    private long offset;

    @BeforeEach
    void own() {
        for (int slot = 0; slot < SLOTS; slot++) {
            slots.take(slot, at(-1));
        }
    }

    @AfterEach
    void stop() {
        executor.close();
    }

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

        assertThat(pushes).containsExactly(new PushRequest(BOB, DIRECT, 1, new MessageId(101), ALICE));
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
        heads.write(new HeadStore.Entry(BOB, DIRECT, new Head(2, 2, 0, 1, 1, 0, 0, at(2))));

        receive(BOB, message(1, "hello"));
        receive(BOB, message(2, "are you there?"));
        receive(BOB, new InboxEntry.ReadMark(DIRECT, 1, 1, 0));

        assertThat(phone.frames("event")).hasSize(2);
        assertThat(phone.frames("receipt")).singleElement().asString().contains("\"readSeq\":1", "\"unread\":1");
        assertThat(pushes).isEmpty();
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
    void largeBodyIsReadFromTheStoreForWhoIsThere() {
        Event whole = event(DIRECT, 1, "x".repeat(10_000));
        events.append(DIRECT, List.of(new StoredEvent(whole, at(0))));
        FakeConnection phone = attach(new FakeConnection(BOB, 1), null);

        receive(BOB, new InboxEntry.Delivery(whole.withBody(new EventBody.Stored(10_000))));

        assertThat(phone.frames("event").getFirst()).contains("x".repeat(10_000));
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

        assertThat(read(BOB, 1)).isEqualTo(new Inboxes.Marked.Moved());
        flush();

        assertThat(phone.frames("receipt").getFirst()).contains("\"readSeq\":1").contains("\"unread\":0");
        assertThat(heads.load(BOB, DIRECT).readSeq()).isEqualTo(1);
    }

    @Test
    void readMarkThatStandsAlreadyIsToldToWhoAsked() {
        events.append(DIRECT, List.of(new StoredEvent(event(DIRECT, 1, "hello"), at(0))));
        receive(BOB, message(1, "hello"));
        read(BOB, 1);

        assertThat(read(BOB, 1)).isEqualTo(new Inboxes.Marked.Already(new ServerFrame.Receipt(DIRECT, BOB, 1, 0)));
    }

    @Test
    void readMarkIntoTheFutureOrOfAStrangersConversationIsRefused() {
        receive(BOB, message(1, "hello"));

        assertThat(read(BOB, 2)).isEqualTo(new Inboxes.Marked.No(new Refused(ErrorCode.SEQ_AHEAD)));
        assertThat(read(CAROL, 1)).isEqualTo(new Inboxes.Marked.No(new Refused(ErrorCode.NOT_A_MEMBER)));
    }

    private Inboxes.Marked read(UserId user, long seq) {
        return inboxes.read(user, DIRECT, seq).toCompletableFuture().join();
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

    private FakeConnection attach(FakeConnection connection, @Nullable Cursor cursor) {
        assertThat(inboxes.attach(connection, cursor).toCompletableFuture().join())
                .isInstanceOf(Inboxes.Attached.Live.class);
        return connection;
    }

    private void receive(UserId user, InboxEntry entry) {
        deliver.handle(List.of(record(user, entry)));
    }

    private InboxRecordRead record(UserId user, InboxEntry entry) {
        return new InboxRecordRead(Slots.of(user, SLOTS), at(offset++), user, entry);
    }

    private void flush() {
        deliver.beginFlush().write();
    }

    private static InboxEntry message(long seq, String text) {
        return new InboxEntry.Delivery(event(DIRECT, seq, text));
    }

    private static Event event(ConversationId conversation, long seq, String text) {
        return new Event(conversation, seq, new MessageId(100 + seq), ALICE, "m" + seq, seq, new EventBody.Text(text));
    }
}
