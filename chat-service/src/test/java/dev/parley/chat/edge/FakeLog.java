package dev.parley.chat.edge;

import dev.parley.chat.conversation.ConversationLog;
import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.id.ConversationId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// Logs in memory.
final class FakeLog implements ConversationLog {
    record Appended(ConversationId conversation, LogEntry.Send send) {}

    private final List<Appended> entries = new ArrayList<>();
    volatile Supplier<CompletionStage<Void>> onAppend = () -> CompletableFuture.completedFuture(null);

    @Override
    public CompletionStage<Void> append(ConversationId conversation, LogEntry entry) {
        CompletionStage<Void> done = onAppend.get();
        synchronized (entries) {
            entries.add(new Appended(conversation, (LogEntry.Send) entry));
        }
        return done;
    }

    List<Appended> entries() {
        synchronized (entries) {
            return List.copyOf(entries);
        }
    }

    List<String> names() {
        return entries().stream().map(it -> it.send().clientMessageId()).toList();
    }

    List<String> names(ConversationId conversation) {
        return entries().stream()
                .filter(it -> it.conversation().equals(conversation))
                .map(it -> it.send().clientMessageId())
                .toList();
    }
}
