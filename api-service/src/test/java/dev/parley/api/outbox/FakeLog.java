package dev.parley.api.outbox;

import dev.parley.contracts.id.ConversationId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// Logs in memory. Appends to those that are broken fail, though some may have arrived all the same.
final class FakeLog implements LogPublisher {
    private final List<PendingEntry> appended = new ArrayList<>();
    private final Set<ConversationId> broken = new HashSet<>();
    private boolean arrivesAllTheSame;

    synchronized void breakLog(ConversationId conversation, boolean arrives) {
        broken.add(conversation);
        arrivesAllTheSame = arrives;
    }

    synchronized void mend() {
        broken.clear();
    }

    synchronized List<Long> idsOf(ConversationId conversation) {
        return appended.stream()
                .filter(entry -> entry.conversation().equals(conversation))
                .map(PendingEntry::id)
                .toList();
    }

    @Override
    public synchronized CompletableFuture<Void> append(PendingEntry entry) {
        boolean isBroken = broken.contains(entry.conversation());
        if (!isBroken || arrivesAllTheSame) {
            appended.add(entry);
        }
        return isBroken
                ? CompletableFuture.failedFuture(new IllegalStateException("no acknowledgement"))
                : CompletableFuture.completedFuture(null);
    }
}
