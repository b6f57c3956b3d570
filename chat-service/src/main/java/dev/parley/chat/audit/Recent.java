package dev.parley.chat.audit;

import dev.parley.chat.conversation.Position;
import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The conversations that were last written to, each due again and again. Safe for any number of threads.
final class Recent {
    /// Sends of one conversation that wait to be compared; of more, the oldest are not compared.
    static final int MAX_SENDS = 64;

    /// What was just appended is on its way into the history.
    static final Duration SETTLE = Duration.ofSeconds(10);

    /// A send as the log has it, without its text: of those that wait there are many, and texts may be long.
    record Sent(UserId author, String clientMessageId, long afterSeq, Position position) {
        static Sent of(LogEntry.Send send, Position position) {
            return new Sent(send.author(), send.clientMessageId(), send.afterSeq(), position);
        }
    }

    /// @param sends not compared yet
    record Due(ConversationId conversation, List<Sent> sends) {}

    private static final class Entry {
        final List<Sent> sends = new ArrayList<>();
        long dueNanos;
        boolean seen;
    }

    private final int conversations;
    private final Duration again;
    private final Map<ConversationId, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    /// @param conversations beyond them the one that was silent longest is forgotten
    /// @param again so long after it was due a conversation is due again
    Recent(int conversations, Duration again) {
        this.conversations = conversations;
        this.again = again;
    }

    /// @param sent null if it was something else than a send
    /// @return false if a conversation had to be forgotten that was not looked at even once
    synchronized boolean note(ConversationId conversation, @Nullable Sent sent, long nowNanos) {
        long soon = nowNanos + SETTLE.toNanos();
        Entry entry = entries.get(conversation);
        if (entry == null) {
            entry = new Entry();
            entry.dueNanos = soon;
            entries.put(conversation, entry);
        }
        if (sent != null) {
            keep(entry, List.of(sent));
            entry.dueNanos = entry.dueNanos - soon < 0 ? entry.dueNanos : soon;
        }
        if (entries.size() <= conversations) {
            return true;
        }
        var eldest = entries.values().iterator();
        Entry forgotten = eldest.next();
        eldest.remove();
        return forgotten.seen;
    }

    private static void keep(Entry entry, List<Sent> sends) {
        entry.sends.addAll(sends);
        if (entry.sends.size() > MAX_SENDS) {
            entry.sends.subList(0, entry.sends.size() - MAX_SENDS).clear();
        }
    }

    /// The one that has been due for longest; its sends are the caller's now.
    synchronized Optional<Due> next(long nowNanos) {
        Map.Entry<ConversationId, Entry> first = null;
        for (Map.Entry<ConversationId, Entry> each : entries.entrySet()) {
            if (each.getValue().dueNanos - nowNanos <= 0
                    && (first == null || each.getValue().dueNanos - first.getValue().dueNanos < 0)) {
                first = each;
            }
        }
        if (first == null) {
            return Optional.empty();
        }
        Entry entry = first.getValue();
        entry.dueNanos = nowNanos + again.toNanos();
        entry.seen = true;
        Due due = new Due(first.getKey(), List.copyOf(entry.sends));
        entry.sends.clear();
        return Optional.of(due);
    }

    /// Sends about which nothing can be said yet wait for the next time.
    synchronized void putBack(ConversationId conversation, List<Sent> sends) {
        if (sends.isEmpty()) {
            return;
        }
        // Not get(): looking is no activity.
        entries.forEach((id, entry) -> {
            if (id.equals(conversation)) {
                List<Sent> newer = List.copyOf(entry.sends);
                entry.sends.clear();
                keep(entry, sends);
                keep(entry, newer);
            }
        });
    }
}
