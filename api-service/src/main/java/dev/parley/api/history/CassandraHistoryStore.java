package dev.parley.api.history;

import com.datastax.oss.driver.api.core.cql.Row;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.event.MembershipChange;
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

/// Tables `events`, `bodies`, `rosters`, `tails` and `heads`, which chat-service owns.
final class CassandraHistoryStore implements HistoryStore {
    private static final String EVENTS =
            "SELECT seq, message_id, author, client_message_id, count, payload FROM %s.events ";
    private static final String DOWN = EVENTS + "WHERE conversation_id = ? AND bucket = ? AND seq <= ? LIMIT ?";
    private static final String UP =
            EVENTS + "WHERE conversation_id = ? AND bucket = ? AND seq >= ? ORDER BY seq ASC LIMIT ?";
    private static final String NEWEST_BUCKET = "SELECT bucket FROM %s.tails WHERE conversation_id = ?";
    private static final String BODY = "SELECT message_id, body FROM %s.bodies WHERE message_id = ?";
    private static final String ROSTERS =
            "SELECT seq, payload FROM %s.rosters WHERE conversation_id = ? AND seq <= ? LIMIT ?";
    private static final String LEFT_SEQ = "SELECT left_seq FROM %s.heads WHERE user_id = ? AND conversation_id = ?";

    private final CassandraConnection cassandra;

    CassandraHistoryStore(CassandraConnection cassandra) {
        this.cassandra = cassandra;
    }

    @Override
    public long newestBucket(ConversationId conversation) {
        List<Row> rows = cassandra.rows(NEWEST_BUCKET, conversation.value());
        return rows.isEmpty() ? 0 : rows.getFirst().getLong("bucket");
    }

    @Override
    public List<Event> down(ConversationId conversation, long bucket, long highest, int limit) {
        return events(conversation, cassandra.rows(DOWN, conversation.value(), bucket, highest, limit));
    }

    @Override
    public List<Event> up(ConversationId conversation, long bucket, long lowest, int limit) {
        return events(conversation, cassandra.rows(UP, conversation.value(), bucket, lowest, limit));
    }

    private static List<Event> events(ConversationId conversation, List<Row> rows) {
        return rows.stream().map(row -> event(conversation, row)).toList();
    }

    private static Event event(ConversationId conversation, Row row) {
        return new Event(
                conversation,
                row.getLong("seq"),
                new MessageId(row.getLong("message_id")),
                new UserId(row.getLong("author")),
                Objects.requireNonNullElse(row.getString("client_message_id"), ""),
                row.getLong("count"),
                body(row));
    }

    private static EventBody body(Row row) {
        ByteBuffer payload = row.getByteBuffer("payload");
        try {
            byte[] bytes = new byte[payload == null ? 0 : payload.remaining()];
            if (payload != null) {
                payload.get(bytes);
            }
            return EventBodies.decode(bytes);
        } catch (UnreadableRecordException unreadable) {
            throw new IllegalStateException("an event can't be read", unreadable);
        }
    }

    @Override
    public Map<MessageId, String> bodies(Collection<MessageId> ids) {
        Map<MessageId, String> bodies = new HashMap<>();
        List<Object[]> asked = ids.stream().map(id -> new Object[] {id.value()}).toList();
        for (List<Row> rows : cassandra.rowsOfEach(BODY, asked)) {
            for (Row row : rows) {
                String body = row.getString("body");
                if (body != null) {
                    bodies.put(new MessageId(row.getLong("message_id")), body);
                }
            }
        }
        return bodies;
    }

    @Override
    public List<Roster> rosters(ConversationId.Group group, long highest, int limit) {
        return cassandra.rows(ROSTERS, group.value(), highest, limit).stream()
                .map(row -> new Roster(row.getLong("seq"), membership(row)))
                .toList();
    }

    private static MembershipChange membership(Row row) {
        if (body(row) instanceof EventBody.Membership membership) {
            return membership.change();
        }
        throw new IllegalStateException("a roster is something else");
    }

    @Override
    public long leftSeq(UserId user, ConversationId.Group group) {
        List<Row> rows = cassandra.rows(LEFT_SEQ, user.value(), group.value());
        return rows.isEmpty() ? 0 : rows.getFirst().getLong("left_seq");
    }
}
