package dev.parley.notification.outstanding;

import dev.parley.notification.address.AddressStore;
import dev.parley.notification.support.MemoryAddressStore;
import dev.parley.notification.support.MemoryOutstandingStore;

class MemoryOutstandingStoreTest extends OutstandingStoreContract {
    private final MemoryAddressStore addresses = new MemoryAddressStore();
    private final MemoryOutstandingStore store = new MemoryOutstandingStore(addresses);

    @Override
    AddressStore addresses() {
        return addresses;
    }

    @Override
    OutstandingStore store() {
        return store;
    }
}
