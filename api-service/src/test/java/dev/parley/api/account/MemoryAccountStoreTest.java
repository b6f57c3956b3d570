package dev.parley.api.account;

class MemoryAccountStoreTest extends AccountStoreContract {
    private final MemoryAccountStore store = new MemoryAccountStore();

    @Override
    AccountStore store() {
        return store;
    }
}
