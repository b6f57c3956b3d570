package dev.parley.chat.conversation;

import dev.parley.chat.TestKeyspace;
import org.junit.jupiter.api.AfterAll;

class CassandraEventStoreBackendTest extends EventStoreContract {
    private static final TestKeyspace KEYSPACE = TestKeyspace.fresh();
    private static final EventStore STORE = new CassandraEventStore(KEYSPACE.session(), KEYSPACE.name());

    @AfterAll
    static void close() {
        KEYSPACE.close();
    }

    @Override
    EventStore store() {
        return STORE;
    }

    @Override
    MemberStore members() {
        return new CassandraMemberStore(KEYSPACE.session(), KEYSPACE.name());
    }
}
