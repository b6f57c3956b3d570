package dev.parley.notification.address;

import dev.parley.notification.support.PushDatabase;
import org.junit.jupiter.api.AfterEach;

class JdbcAddressStoreBackendTest extends AddressStoreContract {
    private final PushDatabase database = new PushDatabase();
    private final JdbcAddressStore store = new JdbcAddressStore(database.jdbc(), database.transaction());

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    AddressStore store() {
        return store;
    }
}
