package dev.parley.chat.conversation;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A conversation as the event store has it.
///
/// @param seq of the newest event, 0 if there is none
/// @param count messages so far
/// @param position where the newest event's entry stood; null if there is no event
/// @param roster as of the newest event
/// @param blocks by who set or lifted it: the newest block change of each
/// @param recent newest sends, oldest first
/// @param recentAfter every send with a seq above it is in `recent`
public record ConversationSnapshot(
        ConversationId id,
        long seq,
        long count,
        @Nullable Position position,
        Roster roster,
        Map<UserId, dev.parley.contracts.event.BlockChange> blocks,
        List<KnownSend> recent,
        long recentAfter) {
    public ConversationSnapshot {
        blocks = Map.copyOf(blocks);
        recent = List.copyOf(recent);
    }

    /// One without events.
    public static ConversationSnapshot empty(ConversationId id) {
        return new ConversationSnapshot(id, 0, 0, null, Roster.initial(id), Map.of(), List.of(), 0);
    }
}
