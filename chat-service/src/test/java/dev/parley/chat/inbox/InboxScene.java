package dev.parley.chat.inbox;

import static dev.parley.chat.conversation.Entries.ALICE;
import static dev.parley.chat.conversation.Entries.DIRECT;
import static dev.parley.chat.conversation.Entries.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.conversation.MemoryEventStore;
import dev.parley.chat.conversation.Repeat;
import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.event.InboxEntry;
import dev.parley.contracts.event.PushRequest;
import dev.parley.contracts.frame.Cursor;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.trace.Traces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// The inboxes of one server over stores in memory.
abstract class InboxScene {
    static final int SLOTS = 4;
    static final Attention ATTENTION = new Attention(Duration.ofSeconds(5), Duration.ofMinutes(1));

    /// Lets a test do something while an attach reads the store.
    static final class InterruptibleHeadStore extends MemoryHeadStore {
        final AtomicInteger writes = new AtomicInteger();
        Runnable whileReading = () -> {};

        @Override
        public void write(Entry entry) {
            writes.incrementAndGet();
            super.write(entry);
        }

        @Override
        public Map<ConversationId, Head> loadAll(UserId user) {
            Map<ConversationId, Head> stored = super.loadAll(user);
            Runnable once = whileReading;
            whileReading = () -> {};
            once.run();
            return stored;
        }
    }

    static final class CountingEventStore extends MemoryEventStore {
        volatile Runnable beforePage = () -> {};
        int pagesRead;

        @Override
        public List<Event> page(ConversationId id, long after, long through, int limit) {
            beforePage.run();
            pagesRead++;
            return super.page(id, after, through, limit);
        }
    }

    final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    final Repeat repeat = new Repeat(executor, duration -> {});
    final InterruptibleHeadStore heads = new InterruptibleHeadStore();
    final CountingEventStore events = new CountingEventStore();
    final List<String> marks = new ArrayList<>();
    final List<PushRequest> pushes = new ArrayList<>();
    final OwnedSlots slots = new OwnedSlots(SLOTS);
    volatile long nowNanos;
    final List<Long> seenIds = new ArrayList<>();
    final ReceiptWatcher receipts = new ReceiptWatcher() {
        @Override
        public void read(UserId reader, ConversationId conversation, long readSeq) {
            marks.add(reader + " " + conversation + " read " + readSeq);
        }

        @Override
        public void delivered(UserId recipient, ConversationId.Direct conversation, long seq) {
            marks.add(recipient + " " + conversation + " has " + seq);
        }
    };
    final DeliverInbox deliver = new DeliverInbox(
            slots,
            heads,
            events,
            request -> {
                pushes.add(request);
                return CompletableFuture.completedFuture(null);
            },
            repeat,
            seenIds::add,
            new InboxMetrics(new SimpleMeterRegistry(), Clock.systemUTC(), Traces.OFF),
            ATTENTION,
            () -> nowNanos,
            receipts);
    /// Takes what the inboxes publish; it comes back at once, unless a test holds it.
    volatile BiConsumer<UserId, InboxEntry> published = this::receive;
    final Inboxes inboxes = new OwnedInboxes(
            "chat-1",
            slots,
            heads,
            events,
            (user, entry) -> {
                published.accept(user, entry);
                return CompletableFuture.completedFuture(null);
            },
            executor,
            ATTENTION,
            () -> nowNanos,
            receipts);
    long offset;

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

    FakeConnection attach(FakeConnection connection, @Nullable Cursor cursor) {
        assertThat(inboxes.attach(connection, cursor).toCompletableFuture().join())
                .isInstanceOf(Inboxes.Attached.Live.class);
        return connection;
    }

    void receive(UserId user, InboxEntry entry) {
        deliver.handle(List.of(record(user, entry)));
    }

    InboxRecordRead record(UserId user, InboxEntry entry) {
        return new InboxRecordRead(Slots.of(user, SLOTS), at(offset++), user, entry);
    }

    void flush() {
        deliver.beginFlush().write();
    }

    static InboxEntry message(long seq, String text) {
        return new InboxEntry.Delivery(event(DIRECT, seq, text));
    }

    static Event event(ConversationId conversation, long seq, String text) {
        return new Event(conversation, seq, new MessageId(100 + seq), ALICE, "m" + seq, seq, new EventBody.Text(text));
    }

    Inboxes.Marked read(UserId user, long seq) {
        return read(new FakeConnection(user, 99), seq);
    }

    Inboxes.Marked read(FakeConnection wisher, long seq) {
        return inboxes.read(wisher, DIRECT, seq).toCompletableFuture().join();
    }
}
