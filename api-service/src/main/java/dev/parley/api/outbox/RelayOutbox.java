package dev.parley.api.outbox;

import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.record.LogRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries entries from the database to the logs. Each replica runs one: it takes a turn after a change of its own
/// was committed, and every second for what crashed replicas left. Turns exclude each other through the database,
/// so entries
/// of a conversation are appended one after the other, the next one after the acknowledgement of the one before.
final class RelayOutbox implements Outbox {
    /// Entries of a turn. Where more wait, the next turn follows at once.
    static final int BATCH = 500;

    private static final Logger log = LoggerFactory.getLogger(RelayOutbox.class);

    private final OutboxStore store;
    private final LogPublisher publisher;
    private final OutboxMetrics metrics;
    private final Duration patience;
    private final Map<Long, CompletableFuture<Boolean>> waiters = new ConcurrentHashMap<>();
    private final BlockingQueue<Boolean> calls = new ArrayBlockingQueue<>(1); // One call is as good as many.

    private boolean failing;
    /// Of the entries that the turn under way leaves.
    private @Nullable Instant oldestLeft;

    /// @param patience how long a caller of [#awaitPublished] waits at most
    RelayOutbox(OutboxStore store, LogPublisher publisher, OutboxMetrics metrics, Duration patience) {
        this.store = store;
        this.publisher = publisher;
        this.metrics = metrics;
        this.patience = patience;
    }

    @Override
    public long add(ConversationId conversation, LogEntry entry) {
        return store.add(conversation, LogRecords.encode(entry));
    }

    @Override
    public boolean awaitPublished(long entry) {
        CompletableFuture<Boolean> published = new CompletableFuture<>();
        waiters.put(entry, published);
        call();
        try {
            return published.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException later) {
            metrics.late();
            return false;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            waiters.remove(entry);
        }
    }

    /// Asks for a turn soon.
    void call() {
        calls.offer(true);
    }

    /// Waits for a call or until the time is up, then takes turns until nothing is left to do now. Never throws but
    /// for interruption.
    void once(Duration atMost) throws InterruptedException {
        Boolean called = calls.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
        if (called == null) {
            log.atTrace().setMessage("outbox_turn_by_time").log();
        }
        try {
            boolean more;
            do {
                more = turn();
            } while (more && !Thread.currentThread().isInterrupted());
        } catch (RuntimeException trouble) {
            failed(trouble);
        }
    }

    /// @return whether another turn is worth while at once
    private boolean turn() {
        Set<Long> asked = Set.copyOf(waiters.keySet());
        if (asked.isEmpty() && store.waiting(1) == 0) {
            metrics.waiting(0);
            metrics.oldest(null);
            return false;
        }
        oldestLeft = null;
        OutboxStore.Turn turn = store.turn(BATCH, this::publish);
        for (Long gone : turn.goneOf(asked)) {
            CompletableFuture<Boolean> waiter = waiters.get(gone);
            if (waiter != null) {
                waiter.complete(true);
            }
        }
        metrics.published(turn.published().size());
        metrics.waiting(turn.seen().size() - turn.published().size());
        metrics.oldest(oldestLeft);
        if (turn.published().size() == turn.seen().size()) {
            succeeded();
        }
        return !turn.all() && !turn.published().isEmpty();
    }

    /// Conversations side by side, within each one entry after the other. The first that fails holds back those
    /// behind it.
    private Set<Long> publish(List<PendingEntry> entries) {
        Map<ConversationId, List<PendingEntry>> byConversation = new LinkedHashMap<>();
        for (PendingEntry entry : entries) {
            byConversation
                    .computeIfAbsent(entry.conversation(), same -> new ArrayList<>())
                    .add(entry);
        }
        Set<Long> published = ConcurrentHashMap.newKeySet();
        List<CompletableFuture<Void>> chains = new ArrayList<>();
        for (List<PendingEntry> chain : byConversation.values()) {
            chains.add(publishInOrder(chain, published));
        }
        for (CompletableFuture<Void> chain : chains) {
            try {
                chain.join();
            } catch (RuntimeException trouble) {
                failed(trouble);
            }
        }
        oldestLeft = entries.stream()
                .filter(entry -> !published.contains(entry.id()))
                .map(PendingEntry::addedAt)
                .min(Comparator.naturalOrder())
                .orElse(null);
        return new HashSet<>(published);
    }

    private CompletableFuture<Void> publishInOrder(List<PendingEntry> entries, Set<Long> published) {
        CompletableFuture<Void> chain = CompletableFuture.completedFuture(null);
        for (PendingEntry entry : entries) {
            chain = chain.thenCompose(before -> publisher.append(entry)).thenRun(() -> published.add(entry.id()));
        }
        return chain;
    }

    private void failed(RuntimeException trouble) {
        metrics.failed();
        if (!failing) {
            failing = true;
            log.atWarn().setMessage("outbox_delayed").setCause(trouble).log();
        }
    }

    private void succeeded() {
        if (failing) {
            failing = false;
            log.atInfo().setMessage("outbox_flows_again").log();
        }
    }
}
