package dev.parley.chat.audit;

import static dev.parley.chat.conversation.Entries.ALICE;
import static dev.parley.chat.conversation.Entries.BOB;
import static dev.parley.chat.conversation.Entries.DIRECT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.TestKeyspace;
import dev.parley.chat.conversation.CassandraForTests;
import dev.parley.chat.conversation.EventStore;
import dev.parley.chat.conversation.StoredEvent;
import dev.parley.chat.inbox.CassandraHeadsForTests;
import dev.parley.contracts.id.ConversationId;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// The audit over a real Cassandra, with rows that somebody deletes by hand.
class AuditBackendTest extends AuditStoreContract {
    private static final TestKeyspace KEYSPACE = TestKeyspace.fresh();
    private static final AuditStore STORE = new CassandraAuditStore(KEYSPACE.session(), KEYSPACE.name());
    private static final EventStore EVENTS = CassandraForTests.events(KEYSPACE);

    private final AuditScene scene =
            new AuditScene(STORE, EVENTS, CassandraForTests.members(KEYSPACE), CassandraHeadsForTests.heads(KEYSPACE));

    @AfterAll
    static void close() {
        KEYSPACE.close();
    }

    @Override
    AuditStore store() {
        return STORE;
    }

    @Override
    void append(ConversationId conversation, List<StoredEvent> more) {
        EVENTS.append(conversation, more);
    }

    @Test
    void rowsThatAreDeletedByHandAreNamed() {
        append(DIRECT, AuditScene.messages(DIRECT, 1, 4_400));
        scene.tell(DIRECT, 4_400, ALICE, BOB);
        scene.auditAll();
        assertThat(named()).isEmpty();
        cql("DELETE FROM %s.events WHERE conversation_id = 'd.1.2' AND bucket = 0 AND seq = 17");
        cql("DELETE FROM %s.events WHERE conversation_id = 'd.1.2' AND bucket = 1 AND seq = 4400");
        scene.pass(AuditScene.ROUND);
        scene.auditAll();
        assertThat(named()).containsExactly("gap d.1.2 17", "gap d.1.2 4400");
        append(DIRECT, AuditScene.messages(DIRECT, 17, 17));
        cql("DELETE FROM %s.tails WHERE conversation_id = 'd.1.2'");
        scene.recent.note(DIRECT, null, scene.now());
        scene.pass(AuditScene.AGAIN);
        scene.auditAll();
        assertThat(named()).containsExactly("gap d.1.2 4400", "tail d.1.2 4399");
    }

    /// Other tests here leave conversations of which only a part is there.
    private List<String> named() {
        return scene.named().stream().filter(name -> name.contains(" d.1.2 ")).toList();
    }

    private static void cql(String statement) {
        KEYSPACE.session().execute(statement.formatted(KEYSPACE.name()));
    }
}
