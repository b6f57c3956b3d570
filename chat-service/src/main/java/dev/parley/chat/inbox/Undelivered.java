package dev.parley.chat.inbox;

import dev.parley.chat.conversation.Position;
import dev.parley.contracts.id.ConversationId;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/// How far a user's devices were told what others wrote to them alone, as long as none of them has confirmed it.
/// Pure; guarded by its slot's lock.
///
/// A device that confirms less than the newest message confirms none: a moment later it confirms that one too.
final class Undelivered {
    private record Told(long seq, Position at) {}

    private final Map<ConversationId.Direct, Told> newest = new HashMap<>(2);

    /// @param at the record, or the welcome's place, that told of it
    void told(ConversationId.Direct conversation, long seq, Position at) {
        newest.merge(conversation, new Told(seq, at), (one, other) -> one.seq >= other.seq ? one : other);
    }

    /// A device has everything up to there.
    ///
    /// @return how far that goes in each conversation of which it was not known
    Map<ConversationId.Direct, Long> confirm(Position at) {
        Map<ConversationId.Direct, Long> delivered = new HashMap<>();
        for (Iterator<Map.Entry<ConversationId.Direct, Told>> each =
                        newest.entrySet().iterator();
                each.hasNext(); ) {
            Map.Entry<ConversationId.Direct, Told> entry = each.next();
            if (entry.getValue().at.compareTo(at) <= 0) {
                delivered.put(entry.getKey(), entry.getValue().seq);
                each.remove();
            }
        }
        return delivered;
    }
}
