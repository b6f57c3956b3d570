package dev.parley.chat.inbox;

import dev.parley.chat.TestKeyspace;
import org.junit.jupiter.api.AfterAll;

class CassandraHeadStoreBackendTest extends HeadStoreContract {
    private static final TestKeyspace KEYSPACE = TestKeyspace.fresh();
    private static final HeadStore STORE = new CassandraHeadStore(KEYSPACE.session(), KEYSPACE.name());

    @AfterAll
    static void close() {
        KEYSPACE.close();
    }

    @Override
    HeadStore store() {
        return STORE;
    }
}
