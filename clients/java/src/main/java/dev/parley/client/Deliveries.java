package dev.parley.client;

import dev.parley.client.event.ConversationEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls listeners, in order, on one thread.
final class Deliveries {
    /// Calls that may wait. While more do, the client reads nothing from its connection.
    static final int MAX_BACKLOG = 1_000;
    /// Events that wait for the first listener. Older ones are dropped, as if it had come later.
    private static final int MAX_EARLY_EVENTS = 256;

    private static final Logger log = LoggerFactory.getLogger(Deliveries.class);

    private final List<ClientListener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicInteger backlog = new AtomicInteger();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("parley-listeners").factory());
    private final Runnable caughtUp;
    /// Used on the thread only.
    private final Queue<ConversationEvent> early = new ArrayDeque<>();

    private volatile @Nullable Thread listenerThread;

    /// @param caughtUp called when the backlog has fallen to half of its bound again
    Deliveries(Runnable caughtUp) {
        this.caughtUp = caughtUp;
    }

    boolean isBehind() {
        return backlog.get() > MAX_BACKLOG;
    }

    /// Listeners may be added at any time. The first one gets the events that came before it.
    void add(ClientListener listener) {
        run(() -> {
            listeners.add(listener);
            early.forEach(event -> guarded(listener, one -> one.event(event)));
            early.clear();
        });
    }

    void event(ConversationEvent event) {
        run(() -> {
            if (listeners.isEmpty()) {
                if (early.size() == MAX_EARLY_EVENTS) {
                    early.remove();
                }
                early.add(event);
            }
            listeners.forEach(listener -> guarded(listener, one -> one.event(event)));
        });
    }

    void tell(Consumer<ClientListener> call) {
        run(() -> listeners.forEach(listener -> guarded(listener, call)));
    }

    /// Runs a task after the calls that wait already. After the close it is dropped.
    void run(Runnable task) {
        backlog.incrementAndGet();
        try {
            thread.execute(() -> call(task));
        } catch (RejectedExecutionException closed) {
            log.atTrace().setMessage("delivery_dropped").log();
        }
    }

    private void call(Runnable task) {
        listenerThread = Thread.currentThread();
        try {
            task.run();
        } catch (RuntimeException fault) {
            log.atError().setMessage("delivery_failed").setCause(fault).log();
        } finally {
            if (backlog.decrementAndGet() == MAX_BACKLOG / 2) {
                caughtUp.run();
            }
        }
    }

    /// A fault of the application is its own; the others still hear.
    private static void guarded(ClientListener listener, Consumer<ClientListener> call) {
        try {
            call.accept(listener);
        } catch (RuntimeException fault) {
            log.atError().setMessage("listener_failed").setCause(fault).log();
        }
    }

    /// Waits for the calls that were handed in, unless it is one of them that closes.
    void close(Duration patience) {
        thread.shutdown();
        if (Thread.currentThread() == listenerThread) {
            return;
        }
        try {
            if (!thread.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
