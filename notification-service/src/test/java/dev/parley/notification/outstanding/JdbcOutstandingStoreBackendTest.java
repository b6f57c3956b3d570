package dev.parley.notification.outstanding;

import dev.parley.notification.address.AddressStore;
import dev.parley.notification.address.AddressStores;
import dev.parley.notification.support.PushDatabase;
import org.junit.jupiter.api.AfterEach;

class JdbcOutstandingStoreBackendTest extends OutstandingStoreContract {
    private final PushDatabase database = new PushDatabase();
    private final AddressStore addresses = AddressStores.in(database);
    private final JdbcOutstandingStore store =
            new JdbcOutstandingStore(database.jdbc(), database.batches(), database.transaction());

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    AddressStore addresses() {
        return addresses;
    }

    @Override
    OutstandingStore store() {
        return store;
    }
}
