package dev.parley.api.conversation;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Entries as a test says.
final class FakeHeads implements HeadStore {
    final List<Head> all = new ArrayList<>();
    final Map<ConversationId, MessageId> last = new HashMap<>();
    final Map<UserId, Long> readSeqs = new HashMap<>();

    @Override
    public List<Head> heads(UserId user) {
        return all;
    }

    @Override
    public Map<ConversationId, MessageId> lastEvents(Collection<Head> heads) {
        return last;
    }

    @Override
    public Map<UserId, Long> readSeqs(ConversationId conversation, Collection<UserId> users) {
        Map<UserId, Long> asked = new HashMap<>(readSeqs);
        asked.keySet().retainAll(users);
        return asked;
    }

    @Override
    public Map<ConversationId, String> titles(Collection<Head> heads) {
        Map<ConversationId, String> titles = new HashMap<>();
        heads.forEach(head -> titles.put(head.conversation(), "as it was"));
        return titles;
    }
}
