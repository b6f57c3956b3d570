package dev.parley.api.conversation;

import com.datastax.oss.driver.api.core.cql.Row;
import dev.parley.api.history.CassandraConnection;
import dev.parley.api.history.HistoryStore;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.record.EventBodies;
import dev.parley.contracts.record.UnreadableRecordException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Table `heads`, and rows of `events` and `rosters`, which chat-service owns.
final class CassandraHeadStore implements HeadStore {
    private static final String HEADS = """
            SELECT conversation_id, seq, count, own_count, read_seq, read_count, read_own, left_seq, muted_until, \
            changed_epoch, changed_offset FROM %s.heads WHERE user_id = ?""";
    private static final String EVENT = """
            SELECT conversation_id, message_id FROM %s.events WHERE conversation_id = ? AND bucket = ? AND seq = ?""";
    private static final String ROSTER = """
            SELECT conversation_id, payload FROM %s.rosters WHERE conversation_id = ? AND seq <= ? LIMIT 1""";

    private static final String READ_SEQ =
            "SELECT user_id, read_seq FROM %s.heads WHERE user_id = ? AND conversation_id = ?";

    private final CassandraConnection cassandra;

    CassandraHeadStore(CassandraConnection cassandra) {
        this.cassandra = cassandra;
    }

    @Override
    public List<Head> heads(UserId user) {
        return cassandra.rows(HEADS, user.value()).stream()
                .map(CassandraHeadStore::head)
                .toList();
    }

    private static Head head(Row row) {
        ConversationId conversation = conversation(row);
        return new Head(
                conversation,
                row.getLong("seq"),
                row.getLong("count"),
                row.getLong("own_count"),
                row.getLong("read_seq"),
                row.getLong("read_count"),
                row.getLong("read_own"),
                row.getLong("left_seq"),
                new Mute(row.getLong("muted_until")),
                new Place(row.getInt("changed_epoch"), row.getLong("changed_offset"), conversation));
    }

    @Override
    public Map<ConversationId, MessageId> lastEvents(Collection<Head> heads) {
        List<Object[]> asked = heads.stream()
                .map(head -> new Object[] {head.conversation().value(), HistoryStore.bucketOf(head.seq()), head.seq()})
                .toList();
        Map<ConversationId, MessageId> ids = new HashMap<>();
        for (List<Row> rows : cassandra.rowsOfEach(EVENT, asked)) {
            rows.forEach(row -> ids.put(conversation(row), new MessageId(row.getLong("message_id"))));
        }
        return ids;
    }

    @Override
    public Map<UserId, Long> readSeqs(ConversationId conversation, Collection<UserId> users) {
        List<Object[]> asked = users.stream()
                .map(user -> new Object[] {user.value(), conversation.value()})
                .toList();
        Map<UserId, Long> seqs = new HashMap<>();
        for (List<Row> rows : cassandra.rowsOfEach(READ_SEQ, asked)) {
            rows.forEach(row -> seqs.put(new UserId(row.getLong("user_id")), row.getLong("read_seq")));
        }
        return seqs;
    }

    @Override
    public Map<ConversationId, String> titles(Collection<Head> heads) {
        List<Object[]> asked = heads.stream()
                .map(head -> new Object[] {head.conversation().value(), head.seq()})
                .toList();
        Map<ConversationId, String> titles = new HashMap<>();
        for (List<Row> rows : cassandra.rowsOfEach(ROSTER, asked)) {
            rows.forEach(row -> titles.put(conversation(row), title(row)));
        }
        return titles;
    }

    private static ConversationId conversation(Row row) {
        return ConversationId.parse(Objects.requireNonNull(row.getString("conversation_id")));
    }

    private static String title(Row row) {
        ByteBuffer payload = Objects.requireNonNull(row.getByteBuffer("payload"));
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        try {
            return EventBodies.decode(bytes) instanceof EventBody.Membership membership
                    ? membership.change().title()
                    : "";
        } catch (UnreadableRecordException unreadable) {
            throw new IllegalStateException("a roster can't be read", unreadable);
        }
    }
}
