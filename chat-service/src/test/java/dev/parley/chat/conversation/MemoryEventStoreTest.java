package dev.parley.chat.conversation;

class MemoryEventStoreTest extends EventStoreContract {
    private final MemoryEventStore store = new MemoryEventStore();

    @Override
    EventStore store() {
        return store;
    }

    @Override
    MemberStore members() {
        return store;
    }
}
