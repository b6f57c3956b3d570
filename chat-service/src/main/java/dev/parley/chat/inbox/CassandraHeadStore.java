package dev.parley.chat.inbox;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.parley.chat.conversation.CassandraCalls;
import dev.parley.chat.conversation.Position;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Table `heads`.
final class CassandraHeadStore implements HeadStore {
    private static final String COLUMNS =
            "seq, count, own_count, read_seq, read_count, read_own, left_seq, muted_until, rung_seq, delivered_seq,"
                    + " changed_epoch, changed_offset";
    private static final String INSERT = "INSERT INTO %s.heads (user_id, conversation_id, " + COLUMNS
            + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?";
    private static final String SELECT =
            "SELECT " + COLUMNS + " FROM %s.heads WHERE user_id = ? AND conversation_id = ?";
    private static final String SELECT_ALL = "SELECT conversation_id, " + COLUMNS + " FROM %s.heads WHERE user_id = ?";

    /// Offsets of one epoch; 2^48 records in one slot take longer than any cluster lives.
    private static final int OFFSET_BITS = 48;

    private final CassandraCalls calls;
    private final PreparedStatement insert;
    private final PreparedStatement select;
    private final PreparedStatement selectAll;

    CassandraHeadStore(CqlSession session, String keyspace) {
        this.calls = new CassandraCalls(session, keyspace, "head store");
        insert = calls.prepare(INSERT);
        select = calls.prepare(SELECT);
        selectAll = calls.prepare(SELECT_ALL);
    }

    @Override
    public Head load(UserId user, ConversationId conversation) {
        @Nullable
        Row row = calls.execute(select.bind(user.value(), conversation.value())).one();
        return row == null ? Head.NONE : head(row);
    }

    @Override
    public Map<ConversationId, Head> loadAll(UserId user) {
        Map<ConversationId, Head> heads = new HashMap<>();
        for (Row row : calls.execute(selectAll.bind(user.value()))) {
            @Nullable String conversation = row.getString("conversation_id");
            if (conversation != null) {
                heads.put(ConversationId.parse(conversation), head(row));
            }
        }
        return heads;
    }

    @Override
    public void write(Entry entry) {
        calls.execute(insert(entry));
    }

    @Override
    public List<Runnable> writes(List<Entry> entries) {
        return calls.batches(entries.stream().map(this::insert).toList()).stream()
                .<Runnable>map(batch -> () -> calls.execute(batch))
                .toList();
    }

    private BoundStatement insert(Entry entry) {
        Head head = entry.head();
        return insert.bind(
                entry.user().value(),
                entry.conversation().value(),
                head.seq(),
                head.count(),
                head.ownCount(),
                head.readSeq(),
                head.readCount(),
                head.readOwn(),
                head.leftSeq(),
                head.mute().untilMillis(),
                head.rungSeq(),
                head.deliveredSeq(),
                head.changed().epoch(),
                head.changed().offset(),
                timestamp(head.changed()));
    }

    /// The later inbox record wins in Cassandra, whoever writes and whatever their clocks say. Never 0, which means
    /// "no timestamp".
    static long timestamp(Position changed) {
        return ((long) changed.epoch() << OFFSET_BITS) + changed.offset() + 1;
    }

    private static Head head(Row row) {
        return new Head(
                row.getLong("seq"),
                row.getLong("count"),
                row.getLong("own_count"),
                row.getLong("read_seq"),
                row.getLong("read_count"),
                row.getLong("read_own"),
                row.getLong("left_seq"),
                // No number in what earlier releases wrote, which is read as 0.
                new Mute(row.getLong("muted_until")),
                row.getLong("rung_seq"),
                row.getLong("delivered_seq"),
                new Position(row.getInt("changed_epoch"), row.getLong("changed_offset")));
    }
}
