package dev.parley.api.trace;

import com.datastax.oss.driver.api.core.cql.Row;
import dev.parley.api.history.CassandraConnection;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Tables `events` and `heads`, which chat-service owns.
final class CassandraTraceStore implements TraceStore {
    private static final String ENTRIES = """
            SELECT seq, message_id, author, client_message_id, WRITETIME(message_id) AS stored_micros FROM %s.events \
            WHERE conversation_id = ? AND bucket = ? AND seq <= ? LIMIT ?""";
    private static final String MARKS = """
            SELECT user_id, seq, read_seq, rung_seq, delivered_seq FROM %s.heads \
            WHERE user_id = ? AND conversation_id = ?""";

    private final CassandraConnection cassandra;

    CassandraTraceStore(CassandraConnection cassandra) {
        this.cassandra = cassandra;
    }

    @Override
    public List<Entry> entries(ConversationId conversation, long bucket, long highest, int limit) {
        return cassandra.rows(ENTRIES, conversation.value(), bucket, highest, limit).stream()
                .map(CassandraTraceStore::entry)
                .toList();
    }

    private static Entry entry(Row row) {
        return new Entry(
                row.getLong("seq"),
                new MessageId(row.getLong("message_id")),
                new UserId(row.getLong("author")),
                !Objects.requireNonNullElse(row.getString("client_message_id"), "")
                        .isEmpty(),
                Instant.EPOCH.plus(row.getLong("stored_micros"), ChronoUnit.MICROS));
    }

    @Override
    public Map<UserId, Marks> marks(ConversationId conversation, Collection<UserId> users) {
        List<Object[]> asked = users.stream()
                .map(user -> new Object[] {user.value(), conversation.value()})
                .toList();
        Map<UserId, Marks> marks = new HashMap<>();
        for (List<Row> rows : cassandra.rowsOfEach(MARKS, asked)) {
            // No number in what earlier releases wrote, which is read as 0.
            rows.forEach(row -> marks.put(
                    new UserId(row.getLong("user_id")),
                    new Marks(
                            row.getLong("seq"),
                            row.getLong("read_seq"),
                            row.getLong("rung_seq"),
                            row.getLong("delivered_seq"))));
        }
        return marks;
    }
}
