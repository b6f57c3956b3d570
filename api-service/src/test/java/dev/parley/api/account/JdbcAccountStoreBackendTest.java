package dev.parley.api.account;

import dev.parley.api.support.ApiDatabase;
import org.junit.jupiter.api.AfterEach;

class JdbcAccountStoreBackendTest extends AccountStoreContract {
    private final ApiDatabase database = new ApiDatabase();
    private final JdbcAccountStore store = new JdbcAccountStore(database.jdbc(), database.transaction());

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    AccountStore store() {
        return store;
    }
}
