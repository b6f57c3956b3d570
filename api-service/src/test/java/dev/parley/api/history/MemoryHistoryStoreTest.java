package dev.parley.api.history;

import dev.parley.contracts.event.Event;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;

class MemoryHistoryStoreTest extends HistoryStoreContract {
    private final MemoryHistoryStore store = new MemoryHistoryStore();

    @Override
    HistoryStore store() {
        return store;
    }

    @Override
    void write(Event event) {
        store.write(event);
    }

    @Override
    void openBucket(ConversationId conversation, long bucket) {
        store.openBucket(conversation, bucket);
    }

    @Override
    void writeLeft(UserId user, ConversationId.Group group, long seq) {
        store.writeLeft(user, group, seq);
    }
}
