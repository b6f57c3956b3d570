package dev.parley.chat.inbox;

import dev.parley.chat.conversation.EventStore;
import dev.parley.chat.conversation.Position;
import dev.parley.chat.conversation.Repeat;
import dev.parley.chat.conversation.UnavailableException;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.event.InboxEntry;
import dev.parley.contracts.event.PushRequest;
import dev.parley.contracts.frame.Cursor;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.time.Ticker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;

/// Takes inbox records to the users' open sockets, and keeps their heads. One thread; a poll's records are handled
/// together.
///
/// What [#handle] did is durable when the [InboxFlush] begun after it is written; only then may the caller commit.
/// When `handle` throws,
/// the slots are given up and the records come again at whoever owns them next.
public final class DeliverInbox {
    private final OwnedSlots slots;
    private final HeadStore heads;
    private final EventStore events;
    private final PushPublisher pushes;
    private final Repeat repeat;
    private final LongConsumer seenIds;
    private final InboxMetrics metrics;
    private final Attention attention;
    private final Ticker ticker;
    private final ReceiptWatcher receipts;
    private final List<CompletionStage<Void>> pushing = new ArrayList<>();

    /// @param seenIds is told message ids, so that ids stamped here later are greater
    public DeliverInbox(
            OwnedSlots slots,
            HeadStore heads,
            EventStore events,
            PushPublisher pushes,
            Repeat repeat,
            LongConsumer seenIds,
            InboxMetrics metrics,
            Attention attention,
            Ticker ticker,
            ReceiptWatcher receipts) {
        this.slots = slots;
        this.heads = heads;
        this.events = events;
        this.pushes = pushes;
        this.repeat = repeat;
        this.seenIds = seenIds;
        this.metrics = metrics;
        this.attention = attention;
        this.ticker = ticker;
        this.receipts = receipts;
    }

    /// Slots have just been taken. Their users' devices are on their way here, so who has no socket yet is not rung at
    /// once: a server that stops or dies must not ring phones of people who look at their screens.
    public void arrived(Set<Integer> numbers) {
        for (int number : numbers) {
            slots.get(number).ifPresent(slot -> {
                slot.lock.lock();
                try {
                    slot.arrived(ticker.nanos());
                } finally {
                    slot.lock.unlock();
                }
            });
        }
    }

    /// @param records of owned slots, in order per slot
    /// @throws Repeat.StoppedException if the process stops before all is done
    public void handle(List<InboxRecordRead> records) {
        loadCold(records);
        Map<MessageId, EncodedFrame> shared = new HashMap<>();
        Set<Connection> touched = new HashSet<>();
        for (InboxRecordRead record : records) {
            slots.get(record.slot()).ifPresent(slot -> {
                while (!applied(slot, record, shared, touched)) {
                    touched.forEach(Connection::flush);
                    shareWhole(record, shared);
                }
            });
        }
        touched.forEach(Connection::flush);
    }

    /// False where somebody is to be shown a large body that is still to be read: not here, since whoever confirms or
    /// closes waits for the slot on an event loop.
    private boolean applied(
            Slot slot, InboxRecordRead record, Map<MessageId, EncodedFrame> shared, Set<Connection> touched) {
        slot.lock.lock();
        try {
            if (isStoredApart(record, shared)
                    && slot.resident(record.user()).connections.stream().anyMatch(Connection::isOpen)) {
                return false;
            }
            apply(slot, record, shared, touched);
            return true;
        } finally {
            slot.lock.unlock();
        }
    }

    private static boolean isStoredApart(InboxRecordRead record, Map<MessageId, EncodedFrame> shared) {
        return record.entry() instanceof InboxEntry.Delivery(Event event)
                && event.body() instanceof EventBody.Stored
                && !shared.containsKey(event.id());
    }

    private void shareWhole(InboxRecordRead record, Map<MessageId, EncodedFrame> shared) {
        if (record.entry() instanceof InboxEntry.Delivery(Event event)) {
            Position at = record.position();
            encoded(new ServerFrame.EventFrame(read(event), new Cursor(at.epoch(), at.offset())), shared);
        }
    }

    private record HeadKey(int slot, UserId user, ConversationId conversation) {}

    private void loadCold(List<InboxRecordRead> records) {
        Set<HeadKey> cold = new HashSet<>();
        for (InboxRecordRead record : records) {
            slots.get(record.slot()).ifPresent(slot -> {
                slot.lock.lock();
                try {
                    // Also who is known already: a flush that ends meanwhile would let go of them.
                    slot.hold(record.user());
                    UserInbox inbox = slot.resident(record.user()).inbox;
                    if (!inbox.knows(record.entry().conversation()) || !inbox.knowsBadge()) {
                        cold.add(new HeadKey(
                                record.slot(), record.user(), record.entry().conversation()));
                    }
                } finally {
                    slot.lock.unlock();
                }
            });
        }
        List<Runnable> loads = new ArrayList<>(cold.size());
        cold.forEach(key -> loads.add(() -> load(key)));
        if (!loads.isEmpty()) {
            repeat.allUntilDone(loads);
        }
    }

    /// All of a user's heads, though only one is kept: they are one partition, and what may ring needs the badge over
    /// all of them as of the same moment.
    private void load(HeadKey key) {
        Map<ConversationId, Head> stored = heads.loadAll(key.user());
        slots.get(key.slot()).ifPresent(slot -> {
            slot.lock.lock();
            try {
                UserInbox inbox = slot.resident(key.user()).inbox;
                inbox.learn(key.conversation(), stored.getOrDefault(key.conversation(), Head.NONE));
                inbox.learnBadge(stored);
            } finally {
                slot.lock.unlock();
            }
        });
    }

    private void apply(
            Slot slot, InboxRecordRead record, Map<MessageId, EncodedFrame> shared, Set<Connection> touched) {
        Slot.Resident resident = slot.resident(record.user());
        long readBefore = readSeq(resident, record);
        switch (resident.inbox.apply(record.entry(), record.position())) {
            case UserInbox.Outcome.Show show -> show(slot, resident, record, show, shared, touched);
            case UserInbox.Outcome.End end -> slot.end(resident, end.session(), ticker.nanos());
            case UserInbox.Outcome.Nothing nothing -> metrics.repeated();
        }
        slot.hold(record.user());
        slot.applied(record.position());
        tellRead(resident, record, readBefore);
    }

    private static long readSeq(Slot.Resident resident, InboxRecordRead record) {
        return resident.inbox.head(record.entry().conversation()).readSeq();
    }

    /// Joining moves the mark too, but nothing was read.
    private void tellRead(Slot.Resident resident, InboxRecordRead record, long readBefore) {
        long readSeq = readSeq(resident, record);
        if (record.entry() instanceof InboxEntry.ReadMark && readSeq > readBefore) {
            receipts.read(record.user(), record.entry().conversation(), readSeq);
        }
    }

    private void show(
            Slot slot,
            Slot.Resident resident,
            InboxRecordRead record,
            UserInbox.Outcome.Show show,
            Map<MessageId, EncodedFrame> shared,
            Set<Connection> touched) {
        if (record.entry() instanceof InboxEntry.Delivery delivery) {
            seenIds.accept(delivery.event().id().value());
            metrics.delivered(record.user(), delivery.event());
        }
        boolean taken = false;
        List<EncodedFrame> frames = List.of();
        for (Connection connection : resident.connections) {
            if (connection.isOpen()) {
                if (frames.isEmpty()) {
                    frames = show.frames().stream()
                            .map(frame -> encoded(frame, shared))
                            .toList();
                }
                frames.forEach(connection::write);
                touched.add(connection);
                taken = true;
            }
        }
        if (taken && record.entry() instanceof InboxEntry.Delivery(Event event)) {
            tellDelivery(resident, record, event);
        }
        if (show.push() && record.entry() instanceof InboxEntry.Delivery(Event event)) {
            if (taken || slot.isNew(ticker.nanos(), attention.confirmWithin())) {
                Position first = resident.inbox.dirtySince(event.conversation(), record.position());
                slot.unconfirmed.add(record.user(), event, first, record.position(), ticker.nanos());
            } else {
                slot.unconfirmed.remove(record.user(), event.conversation());
                metrics.rungAway();
                ring(resident, record.user(), event, Set.of());
            }
        }
        if (record.entry() instanceof InboxEntry.ReadMark mark) {
            slot.unconfirmed.read(record.user(), mark.conversation(), mark.seq());
            if (show.withdraw()) {
                metrics.withdrawn();
                pushing.add(pushes.publish(new PushRequest.Withdraw(
                        record.user(), mark.conversation(), mark.seq(), resident.inbox.badge())));
            }
        }
    }

    private static void tellDelivery(Slot.Resident resident, InboxRecordRead record, Event event) {
        if (event.conversation() instanceof ConversationId.Direct direct
                && event.body().isMessage()
                && !event.author().equals(record.user())) {
            resident.undelivered.told(direct, event.seq(), record.position());
        }
    }

    private void ring(Slot.Resident resident, UserId user, Event event, Set<DeviceId> reached) {
        resident.inbox.rung(event.conversation(), event.seq());
        Head head = resident.inbox.head(event.conversation());
        pushing.add(pushes.publish(new PushRequest.Ring(
                user,
                event.conversation(),
                event.seq(),
                event.id(),
                event.author(),
                resident.inbox.badge(),
                head.unread(),
                head.mute(),
                reached,
                event.body() instanceof EventBody.Text text ? preview(text.text()) : "")));
    }

    private static String preview(String text) {
        int codePoints = text.codePointCount(0, text.length());
        return codePoints <= PushRequest.Ring.MAX_PREVIEW_CODE_POINTS
                ? text
                : text.substring(0, text.offsetByCodePoints(0, PushRequest.Ring.MAX_PREVIEW_CODE_POINTS));
    }

    /// Rings for what no device has confirmed in time, or only devices that nobody looks at. To be called often.
    public void ringUnconfirmed() {
        for (Map.Entry<Integer, Slot> entry : slots.all()) {
            Slot slot = entry.getValue();
            slot.lock.lock();
            try {
                for (Unconfirmed.Wait wait : slot.unconfirmed.takeDue(ticker.nanos(), attention.confirmWithin())) {
                    Slot.Resident resident = slot.resident(wait.user);
                    metrics.rungUnseen();
                    ring(resident, wait.user, wait.newest(), Slot.reached(resident, wait));
                    slot.hold(wait.user);
                }
            } finally {
                slot.lock.unlock();
            }
        }
    }

    /// An event is encoded once for all its readers in this poll, whose cursors differ.
    private static EncodedFrame encoded(ServerFrame frame, Map<MessageId, EncodedFrame> shared) {
        if (frame instanceof ServerFrame.EventFrame(Event event, Cursor cursor)) {
            return shared.computeIfAbsent(event.id(), id -> EncodedFrame.of(new ServerFrame.EventFrame(event, cursor)))
                    .withCursor(cursor);
        }
        return EncodedFrame.of(frame);
    }

    private Event read(Event event) {
        return repeat.untilDone(() -> events.page(event.conversation(), event.seq() - 1, event.seq(), 1).stream()
                .findFirst()
                .orElseThrow(() -> new UnavailableException("event store: a body that was announced", null)));
    }

    /// What was applied since the last flush, to be written by [InboxFlush#write] on any thread. One flush at a
    /// time.
    public InboxFlush beginFlush() {
        InboxFlush flush = new InboxFlush(heads, repeat, List.copyOf(pushing));
        pushing.clear();
        for (Map.Entry<Integer, Slot> entry : slots.all()) {
            Slot slot = entry.getValue();
            slot.lock.lock();
            try {
                flush.add(entry.getKey(), slot, slot.takeUnflushed(), slot.unconfirmed.done(slot.applied()));
            } finally {
                slot.lock.unlock();
            }
        }
        return flush;
    }
}
