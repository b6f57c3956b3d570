package dev.parley.api.history;

import static org.awaitility.Awaitility.await;

import dev.parley.api.support.ConversationTables;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CassandraHistoryStoreBackendTest extends HistoryStoreContract {
    private final ConversationTables tables = ConversationTables.fresh();
    private final CassandraConnection cassandra = new CassandraConnection(tables.settings());
    private final HistoryStore store = new CassandraHistoryStore(cassandra);

    @BeforeAll
    void connect() {
        await().ignoreExceptions().until(() -> store.newestBucket(new ConversationId.Group(1)) == 0);
    }

    @AfterAll
    void close() {
        cassandra.close();
        tables.close();
    }

    @Override
    HistoryStore store() {
        return store;
    }

    @Override
    void write(Event event) {
        tables.write(event);
    }

    @Override
    void openBucket(ConversationId conversation, long bucket) {
        tables.openBucket(conversation, bucket);
    }

    @Override
    void writeLeft(UserId user, ConversationId.Group group, long seq) {
        tables.writeHead(user, group, seq, seq, 0, 0, seq, 1);
    }
}
