package dev.parley.chat.audit;

import dev.parley.chat.conversation.StoredEvent;
import dev.parley.contracts.id.ConversationId;
import java.util.List;

class MemoryAuditStoreTest extends AuditStoreContract {
    private final MemoryAuditStore store = new MemoryAuditStore();

    @Override
    AuditStore store() {
        return store;
    }

    @Override
    void append(ConversationId conversation, List<StoredEvent> events) {
        store.append(conversation, events);
    }
}
