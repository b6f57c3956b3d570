package dev.parley.chat.bus;

import dev.parley.chat.inbox.Connection;
import dev.parley.chat.inbox.EncodedFrame;
import dev.parley.chat.inbox.OwnedSlots;
import dev.parley.contracts.bus.BusMessage;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.id.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes what the bus brings to the open connections of its recipients, on a thread of its own: a slot's lock may be
/// held while a store is read, and neither a driver's event loop nor the inbox may wait for that.
public final class DeliverBus {
    private static final Logger log = LoggerFactory.getLogger(DeliverBus.class);

    /// Messages that wait here. One more is dropped: it would come too late to mean anything.
    static final int MAX_WAITING = 10_000;

    /// Messages after which connections are flushed at the latest.
    private static final int MAX_AT_ONCE = 256;

    /// Longest wait for a slot. After it the recipient goes without.
    static final Duration PATIENCE = Duration.ofMillis(50);

    /// Typing is said again every 3 to 5 seconds while it goes on.
    static final Duration TYPING_SHOWN = Duration.ofSeconds(6);

    private final OwnedSlots slots;
    private final PresenceListener presence;
    private final BusMetrics metrics;
    private final BlockingQueue<BusMessage> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private @Nullable Thread thread;

    public DeliverBus(OwnedSlots slots, PresenceListener presence, BusMetrics metrics) {
        this.slots = slots;
        this.presence = presence;
        this.metrics = metrics;
    }

    /// Has it delivered soon. Never blocks; any thread.
    public void take(BusMessage message) {
        metrics.received();
        if (!waiting.offer(message)) {
            metrics.receiverFull();
        }
    }

    public synchronized void start() {
        thread = Thread.ofPlatform().name("parley-bus").daemon().start(this::run);
    }

    /// What waits is dropped.
    public synchronized void stop() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void run() {
        List<BusMessage> messages = new ArrayList<>();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                messages.add(waiting.take());
                waiting.drainTo(messages, MAX_AT_ONCE - 1);
                deliverAll(messages);
                messages.clear();
            }
        } catch (InterruptedException stopped) {
            // By stop.
            Thread.currentThread().interrupt();
        }
    }

    private void deliverAll(List<BusMessage> messages) throws InterruptedException {
        Set<Connection> touched = new HashSet<>();
        for (BusMessage message : messages) {
            try {
                deliver(message, touched);
            } catch (RuntimeException bug) {
                // The thread would end with it.
                log.atError().setMessage("bus_delivery_failed").setCause(bug).log();
            }
        }
        touched.forEach(Connection::flush);
    }

    private void deliver(BusMessage message, Set<Connection> touched) throws InterruptedException {
        EncodedFrame frame = null;
        for (UserId user : message.recipients()) {
            List<Connection> connections = connections(user);
            if (connections.isEmpty()) {
                continue;
            }
            if (message.what() instanceof BusMessage.Presence changes) {
                presence.changed(user, connections, changes);
                continue;
            }
            if (frame == null) {
                frame = EncodedFrame.of(frame(message.what()));
            }
            for (Connection connection : connections) {
                connection.write(frame);
                touched.add(connection);
            }
        }
    }

    private List<Connection> connections(UserId user) throws InterruptedException {
        Optional<List<Connection>> open = slots.connections(user, PATIENCE);
        if (open.isEmpty()) {
            metrics.busy();
        }
        return open.orElse(List.of());
    }

    private static ServerFrame frame(BusMessage.What what) {
        return switch (what) {
            case BusMessage.Typing it -> new ServerFrame.Typing(it.conversation(), it.user(), TYPING_SHOWN);
            case BusMessage.Receipt it ->
                new ServerFrame.MemberReceipt(it.conversation(), it.user(), it.readSeq(), it.deliveredSeq());
            case BusMessage.Presence it -> throw new IllegalStateException("presence is for those who watch");
        };
    }
}
