package dev.parley.client.device;

class MemoryClientStoreTest extends ClientStoreContract {
    private final MemoryClientStore store = new MemoryClientStore();

    @Override
    ClientStore store() {
        return store;
    }
}
