package dev.parley.client.conversation;

import dev.parley.contracts.id.ConversationId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Sends on their way, each kept until its answer. The same four fields go out every time. Inside a conversation a
/// send never passes one that stands before it.
final class Outbox {
    private static final long FIRST_RETRY_MS = 500;
    private static final long MAX_RETRY_MS = 30_000;
    private static final long MAX_PATIENCE_MS = 60_000;
    /// So many repetitions without a frame from the server: the connection is worth nothing.
    private static final int REPETITIONS_BEFORE_RECONNECT = 3;

    private static final class Pending {
        PendingSend send;
        boolean written;
        /// While written, when the answer counts as lost; otherwise, when it may go out.
        long untilMs;
        int writesOnThisConnection;
        int failures;

        Pending(PendingSend send) {
            this.send = send;
        }
    }

    private final SyncSettings settings;
    private final Map<String, Pending> byName = new LinkedHashMap<>();
    private final Map<ConversationId, Queue<Pending>> queues = new LinkedHashMap<>();
    private long pausedUntilMs = Long.MIN_VALUE;
    private int inFlight;

    Outbox(SyncSettings settings, List<PendingSend> stored) {
        this.settings = settings;
        stored.forEach(this::add);
    }

    boolean isFull() {
        return byName.size() >= settings.maxPending();
    }

    /// A name that is there already is not added again.
    void add(PendingSend send) {
        Pending pending = new Pending(send);
        if (byName.putIfAbsent(send.clientMessageId(), pending) == null) {
            queues.computeIfAbsent(send.conversation(), none -> new ArrayDeque<>())
                    .add(pending);
        }
    }

    /// In the order in which they were added.
    List<PendingSend> pending() {
        List<PendingSend> sends = new ArrayList<>(byName.size());
        byName.values().forEach(pending -> sends.add(pending.send));
        return sends;
    }

    /// Its answer came. Null if it is not, or no longer, in this outbox.
    @Nullable
    PendingSend settle(@Nullable ConversationId conversation, String clientMessageId) {
        Pending pending = byName.get(clientMessageId);
        if (pending == null
                || conversation != null && !pending.send.conversation().equals(conversation)) {
            return null;
        }
        byName.remove(clientMessageId);
        takeBack(pending);
        Queue<Pending> queue = queues.get(pending.send.conversation());
        if (queue != null) {
            queue.remove(pending);
            if (queue.isEmpty()) {
                queues.remove(pending.send.conversation());
            }
        }
        return pending.send;
    }

    /// The server could not take it now. Nothing else goes out before it may come again: what hinders one hinders
    /// all.
    ///
    /// @param retryAfterMs as the server said, −1 if it did not
    void postpone(String clientMessageId, long nowMs, long retryAfterMs) {
        Pending pending = byName.get(clientMessageId);
        if (pending == null) {
            return;
        }
        takeBack(pending);
        pending.failures++;
        pending.untilMs = nowMs
                + (retryAfterMs >= 0 ? retryAfterMs : Patience.delayMs(FIRST_RETRY_MS, pending.failures, MAX_RETRY_MS));
        pause(pending.untilMs);
    }

    void pause(long untilMs) {
        pausedUntilMs = Math.max(pausedUntilMs, untilMs);
    }

    void forgetConnection() {
        for (Pending pending : byName.values()) {
            takeBack(pending);
            pending.untilMs = Long.MIN_VALUE;
            pending.writesOnThisConnection = 0;
        }
        pausedUntilMs = Long.MIN_VALUE;
    }

    /// What is to be written now; it counts as written.
    ///
    /// @param lastKnownSeq of a conversation, for those that were never tried
    List<PendingSend> due(long nowMs, ToLongFunction<ConversationId> lastKnownSeq) {
        List<PendingSend> due = new ArrayList<>();
        if (nowMs < pausedUntilMs) {
            return due;
        }
        for (Queue<Pending> queue : queues.values()) {
            int looked = 0;
            for (Pending pending : queue) {
                boolean mayPass = pending.written || inFlight < settings.sendsInFlight();
                if (looked++ == settings.sendsPerConversation() || !mayPass) {
                    break;
                }
                if (pending.untilMs <= nowMs) {
                    write(pending, nowMs, lastKnownSeq);
                    due.add(pending.send);
                } else if (!pending.written) {
                    break;
                }
            }
        }
        return due;
    }

    private void write(Pending pending, long nowMs, ToLongFunction<ConversationId> lastKnownSeq) {
        if (!pending.send.isTried()) {
            pending.send = pending.send.triedAfter(lastKnownSeq.applyAsLong(pending.send.conversation()));
        }
        if (!pending.written) {
            inFlight++;
            pending.written = true;
        }
        pending.writesOnThisConnection++;
        pending.untilMs = nowMs
                + Patience.delayMs(
                        settings.answerTimeout().toMillis(), pending.writesOnThisConnection, MAX_PATIENCE_MS);
    }

    /// When [#due] has something to do next, given that nothing comes from outside. [Pulling#NEVER] if nothing
    /// then.
    long dueAtMs() {
        long due = Pulling.NEVER;
        for (Queue<Pending> queue : queues.values()) {
            int looked = 0;
            for (Pending pending : queue) {
                if (looked++ == settings.sendsPerConversation()) {
                    break;
                }
                if (pending.written || inFlight < settings.sendsInFlight()) {
                    due = Math.min(due, Math.max(pausedUntilMs, pending.untilMs));
                }
            }
        }
        return due;
    }

    /// The server has been asked again and again; it is time to doubt the connection if it was silent meanwhile.
    boolean isUnanswered() {
        return byName.values().stream()
                .anyMatch(pending -> pending.writesOnThisConnection > REPETITIONS_BEFORE_RECONNECT);
    }

    private void takeBack(Pending pending) {
        if (pending.written) {
            pending.written = false;
            inFlight--;
        }
    }
}
