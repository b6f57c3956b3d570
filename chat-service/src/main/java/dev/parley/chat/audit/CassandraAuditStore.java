package dev.parley.chat.audit;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.parley.chat.conversation.Buckets;
import dev.parley.chat.conversation.CassandraCalls;
import dev.parley.chat.conversation.Position;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tables `events` and `tails`, which `conversation` writes.
final class CassandraAuditStore implements AuditStore {
    private static final String SELECT_ROWS =
            "SELECT seq, message_id, author, client_message_id, count, log_epoch, log_offset FROM %s.events"
                    + " WHERE conversation_id = ? AND bucket = ? AND seq > ? ORDER BY seq ASC LIMIT ?";
    private static final String SELECT_TAIL = "SELECT bucket FROM %s.tails WHERE conversation_id = ?";
    private static final String SELECT_TAILS =
            "SELECT conversation_id, bucket, token(conversation_id) AS place FROM %s.tails"
                    + " WHERE token(conversation_id) > ? AND token(conversation_id) <= ? LIMIT ?";

    private final CassandraCalls calls;
    private final PreparedStatement selectRows;
    private final PreparedStatement selectTail;
    private final PreparedStatement selectTails;

    CassandraAuditStore(CqlSession session, String keyspace) {
        this.calls = new CassandraCalls(session, keyspace, "audited store");
        selectRows = calls.prepare(SELECT_ROWS);
        selectTail = calls.prepare(SELECT_TAIL);
        selectTails = calls.prepare(SELECT_TAILS);
    }

    @Override
    public Page rows(ConversationId conversation, long after, int limit) {
        long bucket = Buckets.of(after + 1);
        List<EventRow> rows = calls.execute(selectRows.bind(conversation.value(), bucket, after, limit)).all().stream()
                .map(CassandraAuditStore::row)
                .toList();
        return new Page(
                rows,
                rows.size() < limit ? Buckets.lastSeq(bucket) : rows.getLast().seq());
    }

    @Override
    public Optional<Long> tail(ConversationId conversation) {
        @Nullable Row row = calls.execute(selectTail.bind(conversation.value())).one();
        return Optional.ofNullable(row).map(it -> Buckets.lastSeq(it.getLong("bucket")));
    }

    @Override
    public List<Tail> tails(long after, long through, int limit) {
        return calls.execute(selectTails.bind(after, through, limit)).all().stream()
                .map(row -> new Tail(
                        ConversationId.parse(string(row, "conversation_id")),
                        Buckets.lastSeq(row.getLong("bucket")),
                        row.getLong("place")))
                .toList();
    }

    private static EventRow row(Row row) {
        return new EventRow(
                row.getLong("seq"),
                new MessageId(row.getLong("message_id")),
                new UserId(row.getLong("author")),
                string(row, "client_message_id"),
                row.getLong("count"),
                new Position(row.getInt("log_epoch"), row.getLong("log_offset")));
    }

    private static String string(Row row, String column) {
        @Nullable String value = row.getString(column);
        return value == null ? "" : value;
    }
}
