package dev.parley.chat.inbox;

import dev.parley.chat.conversation.EventStore;
import dev.parley.chat.conversation.InboxPublisher;
import dev.parley.chat.conversation.Position;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.InboxEntry;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.frame.Cursor;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.time.Ticker;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// [Inboxes] over the slots this server owns. Store reads run on virtual threads, a bounded number at once: after a
/// crash thousands of
/// devices come back in a second, and the store shall see a queue rather than a flood.
public final class OwnedInboxes implements Inboxes {
    private static final int MAX_READS_AT_ONCE = 128;
    /// Beyond it a pull is told to come again.
    private static final int READS_OF_A_PAGE = 5;

    private final String server;
    private final OwnedSlots slots;
    private final HeadStore heads;
    private final EventStore events;
    private final InboxPublisher marks;
    private final ExecutorService executor;
    private final Attention attention;
    private final Ticker ticker;
    private final ReceiptWatcher receipts;
    private final Semaphore reads = new Semaphore(MAX_READS_AT_ONCE);

    /// @param server this server's id
    /// @param marks takes read marks and mutes; rather fails than waits
    public OwnedInboxes(
            String server,
            OwnedSlots slots,
            HeadStore heads,
            EventStore events,
            InboxPublisher marks,
            ExecutorService executor,
            Attention attention,
            Ticker ticker,
            ReceiptWatcher receipts) {
        this.server = server;
        this.slots = slots;
        this.heads = heads;
        this.events = events;
        this.marks = marks;
        this.executor = executor;
        this.attention = attention;
        this.ticker = ticker;
        this.receipts = receipts;
    }

    @Override
    public CompletionStage<Attached> attach(Connection connection, @Nullable Cursor cursor) {
        return slots.arrival(connection.user()).thenCompose(here -> reading(() -> attachNow(connection, cursor)));
    }

    private Attached attachNow(Connection connection, @Nullable Cursor cursor) {
        Optional<Slot> owned = slots.of(connection.user());
        if (owned.isEmpty()) {
            return new Attached.Elsewhere();
        }
        Slot slot = owned.get();
        arrive(slot, connection);
        try {
            return welcome(slot, connection, cursor, heads.loadAll(connection.user()));
        } finally {
            leave(slot, connection.user());
        }
    }

    /// Until [#leave], heads that change in memory stay there, so that laying them over what the store said misses
    /// nothing.
    private static void arrive(Slot slot, Connection connection) {
        slot.lock.lock();
        try {
            Slot.Resident resident = slot.resident(connection.user());
            resident.attaching++;
            if (connection.isOpen()) {
                resident.newest.put(connection.device(), connection);
            }
        } finally {
            slot.lock.unlock();
        }
    }

    private static void leave(Slot slot, UserId user) {
        slot.lock.lock();
        try {
            slot.resident(user).attaching--;
            slot.evict(user);
        } finally {
            slot.lock.unlock();
        }
    }

    private Attached welcome(
            Slot slot, Connection connection, @Nullable Cursor cursor, Map<ConversationId, Head> stored) {
        slot.lock.lock();
        try {
            if (slot.isLost()) {
                return new Attached.Elsewhere();
            }
            if (slot.isEnded(connection.session())) {
                connection.close(ErrorCode.DEVICE_REVOKED);
                return new Attached.Live();
            }
            Slot.Resident resident = slot.resident(connection.user());
            if (resident.newest.get(connection.device()) != connection) {
                // The store was slow, and its device has gone or come again meanwhile.
                connection.close(ErrorCode.REPLACED);
                return new Attached.Live();
            }
            resident.inbox.learnBadge(stored);
            ServerFrame.Welcome welcome = Welcome.of(
                    connection.user(),
                    connection.device(),
                    server,
                    resident.inbox.over(stored),
                    slot.applied(),
                    cursor);
            connection.send(welcome);
            slot.connect(resident, connection);
            if (cursor != null) {
                confirm(slot, connection, cursor);
            }
            for (ServerFrame.Head head : welcome.heads()) {
                if (head.unread() > 0 && head.conversationId() instanceof ConversationId.Direct direct) {
                    resident.undelivered.told(direct, head.seq(), slot.applied());
                }
            }
            return new Attached.Live();
        } finally {
            slot.lock.unlock();
        }
    }

    private void confirm(Slot slot, Connection connection, Cursor cursor) {
        slot.confirm(connection, new Position(cursor.epoch(), cursor.offset()), attention, ticker.nanos())
                .forEach((conversation, seq) -> receipts.delivered(connection.user(), conversation, seq));
    }

    @Override
    public void confirm(Connection connection, Cursor cursor) {
        slots.of(connection.user()).ifPresent(slot -> {
            slot.lock.lock();
            try {
                confirm(slot, connection, cursor);
            } finally {
                slot.lock.unlock();
            }
        });
    }

    @Override
    public void detach(Connection connection) {
        slots.of(connection.user()).ifPresent(slot -> {
            slot.lock.lock();
            try {
                slot.disconnect(connection);
            } finally {
                slot.lock.unlock();
            }
        });
    }

    @Override
    public CompletionStage<Pulled> pull(
            UserId user, String requestId, ConversationId conversation, long after, int limit) {
        return reading(() -> {
            if (conversation instanceof ConversationId.Direct direct && !direct.has(user)) {
                return new Pulled.No(new Refused(ErrorCode.NOT_A_MEMBER));
            }
            Head head = head(user, conversation);
            if (!head.isKnown() && conversation instanceof ConversationId.Group) {
                return new Pulled.No(new Refused(ErrorCode.NOT_A_MEMBER));
            }
            if (after >= head.seq()) {
                return new Pulled.Events(new ServerFrame.Page(requestId, conversation, List.of(), false));
            }
            List<Event> page = page(conversation, after, head.seq(), limit);
            return page.isEmpty()
                    ? new Pulled.No(new Refused(ErrorCode.RETRY))
                    : new Pulled.Events(new ServerFrame.Page(
                            requestId, conversation, page, page.getLast().seq() < head.seq()));
        });
    }

    @Override
    public CompletionStage<Boolean> knows(UserId user, ConversationId conversation) {
        return reading(() -> head(user, conversation).isKnown());
    }

    @Override
    public long newestSeq(UserId user, ConversationId conversation) {
        return headInMemory(user, conversation).map(Head::seq).orElse(0L);
    }

    /// An inbox may be told of an event while the store is still taking it; an empty or short page would deny what
    /// a device was shown. Reading again bridges the milliseconds of a write; a store that is away longer is the
    /// client's to ask again.
    private List<Event> page(ConversationId conversation, long after, long upTo, int limit) {
        List<Event> page = events.page(conversation, after, upTo, limit);
        for (int i = 1; i < READS_OF_A_PAGE && lacksNewest(conversation, page, upTo, limit); i++) {
            page = events.page(conversation, after, upTo, limit);
        }
        return page;
    }

    /// A page that is short because its texts are large lacks nothing.
    private boolean lacksNewest(ConversationId conversation, List<Event> page, long upTo, int limit) {
        if (page.isEmpty()) {
            return true;
        }
        long last = page.getLast().seq();
        return page.size() < limit
                && last < upTo
                && events.page(conversation, last, upTo, 1).isEmpty();
    }

    @Override
    public CompletionStage<Marked> read(Connection wisher, ConversationId conversation, long seq) {
        return reading(() -> wish(wisher, conversation, seq)).thenCompose(wish -> carryOut(wisher, wish));
    }

    @Override
    public CompletionStage<Marked> mute(Connection wisher, ConversationId conversation, Mute until) {
        return reading(() -> wish(wisher, conversation, until)).thenCompose(wish -> carryOut(wisher, wish));
    }

    private CompletionStage<Marked> carryOut(Connection wisher, Wish wish) {
        return switch (wish) {
            case Wish.Move(InboxEntry entry, Runnable told) ->
                marks.publish(wisher.user(), entry).thenApply(durable -> {
                    told.run();
                    return new Marked.Done();
                });
            case Wish.Settled settled -> CompletableFuture.completedFuture(settled.as());
        };
    }

    private sealed interface Wish {
        /// @param told once the entry is durable, beside what the entry itself tells everyone
        record Move(InboxEntry entry, Runnable told) implements Wish {
            Move(InboxEntry entry) {
                this(entry, () -> {});
            }
        }

        record Settled(Marked as) implements Wish {}
    }

    private Wish wish(Connection wisher, ConversationId conversation, long seq) {
        UserId user = wisher.user();
        Head head = head(user, conversation);
        if (!head.isKnown()) {
            return new Wish.Settled(new Marked.No(new Refused(ErrorCode.NOT_A_MEMBER)));
        }
        if (seq > head.seq()) {
            return new Wish.Settled(new Marked.No(new Refused(ErrorCode.SEQ_AHEAD)));
        }
        if (seq <= head.readSeq()) {
            tell(
                    wisher,
                    conversation,
                    head,
                    now -> new ServerFrame.Receipt(conversation, user, now.readSeq(), now.unread()));
            return new Wish.Settled(new Marked.Done());
        }
        if (seq == head.seq()) {
            return new Wish.Move(new InboxEntry.ReadMark(conversation, seq, head.count(), head.ownCount()));
        }
        EventStore.Counts counts = events.counts(conversation, user, seq, head.seq());
        return new Wish.Move(
                new InboxEntry.ReadMark(conversation, seq, counts.count(), head.ownCount() - counts.ownAfter()));
    }

    private Wish wish(Connection wisher, ConversationId conversation, Mute until) {
        Head head = head(wisher.user(), conversation);
        if (!head.isKnown()) {
            return new Wish.Settled(new Marked.No(new Refused(ErrorCode.NOT_A_MEMBER)));
        }
        // Also one that changes nothing: an earlier wish may be on its way here, and the last one stays.
        InboxEntry mark = new InboxEntry.MuteMark(conversation, until);
        return until.equals(head.mute())
                ? new Wish.Move(
                        mark,
                        () -> tell(wisher, conversation, head, now -> new ServerFrame.Muted(conversation, now.mute())))
                : new Wish.Move(mark);
    }

    /// Tells one device how a conversation stands. Under the slot's lock, so that what it is told before and after
    /// is what came before and after.
    ///
    /// @param stored holds if nothing has happened to it here
    private void tell(
            Connection connection, ConversationId conversation, Head stored, Function<Head, ServerFrame> frame) {
        slots.of(connection.user()).ifPresent(slot -> {
            slot.lock.lock();
            try {
                connection.send(frame.apply(
                        inMemory(slot, connection.user(), conversation).orElse(stored)));
            } finally {
                slot.lock.unlock();
            }
        });
    }

    private Head head(UserId user, ConversationId conversation) {
        return headInMemory(user, conversation).orElseGet(() -> heads.load(user, conversation));
    }

    private Optional<Head> headInMemory(UserId user, ConversationId conversation) {
        return slots.of(user).flatMap(slot -> {
            slot.lock.lock();
            try {
                return inMemory(slot, user, conversation);
            } finally {
                slot.lock.unlock();
            }
        });
    }

    /// Under the slot's lock.
    private static Optional<Head> inMemory(Slot slot, UserId user, ConversationId conversation) {
        Slot.Resident resident = slot.find(user);
        return resident != null && resident.inbox.knows(conversation)
                ? Optional.of(resident.inbox.head(conversation))
                : Optional.empty();
    }

    private <T> CompletionStage<T> reading(Supplier<T> read) {
        return CompletableFuture.supplyAsync(
                () -> {
                    reads.acquireUninterruptibly();
                    try {
                        return read.get();
                    } finally {
                        reads.release();
                    }
                },
                executor);
    }
}
