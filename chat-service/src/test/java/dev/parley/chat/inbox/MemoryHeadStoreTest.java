package dev.parley.chat.inbox;

class MemoryHeadStoreTest extends HeadStoreContract {
    private final HeadStore store = new MemoryHeadStore();

    @Override
    HeadStore store() {
        return store;
    }
}
