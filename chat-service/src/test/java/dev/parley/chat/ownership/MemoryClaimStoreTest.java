package dev.parley.chat.ownership;

import java.time.Duration;

class MemoryClaimStoreTest extends ClaimStoreContract {
    private final MemoryClaimStore store = new MemoryClaimStore();

    @Override
    ClaimStore store() {
        return store;
    }

    @Override
    void pass(Duration time) {
        store.pass(time);
    }
}
