package dev.parley.chat.inbox;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.List;
import java.util.Map;

/// Heads, durably. Methods block and throw [dev.parley.chat.conversation.UnavailableException] when the store does
/// not answer in time.
public interface HeadStore {
    /// One head to write.
    record Entry(UserId user, ConversationId conversation, Head head) {}

    /// [Head#NONE] if there is none.
    Head load(UserId user, ConversationId conversation);

    /// All heads of a user.
    Map<ConversationId, Head> loadAll(UserId user);

    /// Writes one head. Of two writes the one with the later [Head#changed] stays, in whichever order they come;
    /// with equal ones all is equal but [Head#rungSeq] and [Head#deliveredSeq], of which the greater stays.
    void write(Entry entry);

    /// Steps that together write all, in any order and at the same time, each until it succeeds.
    default List<Runnable> writes(List<Entry> entries) {
        return entries.stream().<Runnable>map(entry -> () -> write(entry)).toList();
    }
}
