package dev.parley.notification.address;

import dev.parley.notification.support.MemoryAddressStore;

class MemoryAddressStoreTest extends AddressStoreContract {
    private final MemoryAddressStore store = new MemoryAddressStore();

    @Override
    AddressStore store() {
        return store;
    }
}
