package dev.parley.chat.conversation;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import dev.parley.contracts.event.BlockChange;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.record.EventBodies;
import dev.parley.contracts.record.UnreadableRecordException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tables `events`, `bodies`, `rosters` and `tails`.
final class CassandraEventStore implements EventStore {
    private static final String INSERT_EVENT =
            "INSERT INTO %s.events (conversation_id, bucket, seq, message_id, author,"
                    + " client_message_id, count, log_epoch, log_offset, payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String INSERT_BODY = "INSERT INTO %s.bodies (message_id, body) VALUES (?, ?)";
    private static final String INSERT_ROSTER =
            "INSERT INTO %s.rosters (conversation_id, seq, author, payload) VALUES (?, ?, ?, ?)";
    // The bucket as timestamp: an owner that wakes up late can't move the tail back.
    private static final String INSERT_TAIL =
            "INSERT INTO %s.tails (conversation_id, bucket) VALUES (?, ?) USING TIMESTAMP ?";
    private static final String SELECT_TAIL = "SELECT bucket FROM %s.tails WHERE conversation_id = ?";
    private static final String SELECT_NEWEST =
            "SELECT seq, message_id, author, client_message_id, count, log_epoch, log_offset FROM %s.events"
                    + " WHERE conversation_id = ? AND bucket = ? LIMIT ?";
    private static final String SELECT_POSITIONS =
            "SELECT seq, log_epoch, log_offset FROM %s.events" + " WHERE conversation_id = ? AND bucket = ?";
    private static final String SELECT_SENDS = "SELECT seq, message_id, author, client_message_id, count FROM %s.events"
            + " WHERE conversation_id = ? AND bucket = ? AND seq > ? AND seq <= ?";
    private static final String SELECT_PAGE =
            "SELECT seq, message_id, author, client_message_id, count, payload FROM %s.events"
                    + " WHERE conversation_id = ? AND bucket = ? AND seq > ? AND seq <= ? ORDER BY seq ASC LIMIT ?";
    private static final String SELECT_BODY = "SELECT body FROM %s.bodies WHERE message_id = ?";
    private static final String SELECT_ROSTERS =
            "SELECT seq, author, payload FROM %s.rosters WHERE conversation_id = ?";
    private static final String SELECT_ROSTERS_AT =
            "SELECT seq, payload FROM %s.rosters WHERE conversation_id = ? AND seq <= ? LIMIT 2";

    /// Below Cassandra's 50 KiB limit for a batch, whose row overhead is not in our sum.
    private static final int MAX_BATCH_BYTES = 32 * 1_024;

    private static final int ROW_OVERHEAD_BYTES = 128;

    private final CqlSession session;
    private final PreparedStatement insertEvent;
    private final PreparedStatement insertBody;
    private final PreparedStatement insertRoster;
    private final PreparedStatement insertTail;
    private final PreparedStatement selectTail;
    private final PreparedStatement selectNewest;
    private final PreparedStatement selectPositions;
    private final PreparedStatement selectSends;
    private final PreparedStatement selectPage;
    private final PreparedStatement selectBody;
    private final PreparedStatement selectRosters;
    private final PreparedStatement selectRostersAt;

    CassandraEventStore(CqlSession session, String keyspace) {
        this.session = session;
        insertEvent = session.prepare(INSERT_EVENT.formatted(keyspace));
        insertBody = session.prepare(INSERT_BODY.formatted(keyspace));
        insertRoster = session.prepare(INSERT_ROSTER.formatted(keyspace));
        insertTail = session.prepare(INSERT_TAIL.formatted(keyspace));
        selectTail = session.prepare(SELECT_TAIL.formatted(keyspace));
        selectNewest = session.prepare(SELECT_NEWEST.formatted(keyspace));
        selectPositions = session.prepare(SELECT_POSITIONS.formatted(keyspace));
        selectSends = session.prepare(SELECT_SENDS.formatted(keyspace));
        selectPage = session.prepare(SELECT_PAGE.formatted(keyspace));
        selectBody = session.prepare(SELECT_BODY.formatted(keyspace));
        selectRosters = session.prepare(SELECT_ROSTERS.formatted(keyspace));
        selectRostersAt = session.prepare(SELECT_ROSTERS_AT.formatted(keyspace));
    }

    @Override
    public ConversationSnapshot load(ConversationId id) {
        List<Row> newest = newestRows(id, Conversation.RECENT_SENDS);
        if (newest.isEmpty()) {
            return ConversationSnapshot.empty(id);
        }
        Row last = newest.getFirst();
        long seq = last.getLong("seq");
        List<KnownSend> recent = new ArrayList<>();
        for (Row row : newest.reversed()) {
            if (!string(row, "client_message_id").isEmpty()) {
                recent.add(knownSend(row));
            }
        }
        RostersAndBlocks rosters = rosters(id, seq);
        return new ConversationSnapshot(
                id,
                seq,
                last.getLong("count"),
                position(last),
                rosters.roster(),
                rosters.blocks(),
                recent,
                newest.getLast().getLong("seq") - 1);
    }

    /// The bucket that `tails` names may have been opened without an event in it yet: then the one before has the
    /// newest.
    private List<Row> newestRows(ConversationId id, int limit) {
        Optional<Long> tail = tail(id);
        if (tail.isEmpty()) {
            return List.of();
        }
        for (long bucket = tail.get(); bucket >= Math.max(0, tail.get() - 1); bucket--) {
            List<Row> rows =
                    execute(selectNewest.bind(id.value(), bucket, limit)).all();
            if (!rows.isEmpty()) {
                return rows;
            }
        }
        return List.of();
    }

    private Optional<Long> tail(ConversationId id) {
        @Nullable Row row = execute(selectTail.bind(id.value())).one();
        return row == null ? Optional.empty() : Optional.of(row.getLong("bucket"));
    }

    private record RostersAndBlocks(Roster roster, Map<UserId, BlockChange> blocks) {}

    /// A row above the newest event was written ahead of an event that a replay will write again: it does not count
    /// yet.
    private RostersAndBlocks rosters(ConversationId id, long newestSeq) {
        Roster roster = Roster.initial(id);
        Map<UserId, BlockChange> blocks = new HashMap<>();
        for (Row row : execute(selectRosters.bind(id.value()))) {
            if (row.getLong("seq") > newestSeq) {
                continue;
            }
            switch (body(row)) {
                case EventBody.Membership membership -> {
                    return new RostersAndBlocks(Roster.of(membership.change()), Map.of());
                }
                case EventBody.Block block -> blocks.putIfAbsent(new UserId(row.getLong("author")), block.change());
                case EventBody.Text text -> throw new IllegalStateException("a text among rosters");
                case EventBody.Stored stored -> throw new IllegalStateException("a stored text among rosters");
            }
        }
        return new RostersAndBlocks(roster, blocks);
    }

    @Override
    public void append(ConversationId id, List<StoredEvent> events) {
        for (StoredEvent stored : events) {
            writeAhead(id, stored.event());
        }
        BatchStatementBuilder batch = BatchStatement.builder(BatchType.UNLOGGED);
        long bucket = Buckets.of(events.getFirst().event().seq());
        int bytes = 0;
        for (StoredEvent stored : events) {
            Event event = stored.event();
            byte[] payload = EventBodies.encode(Bodies.atMost(Bodies.MAX_EVENT_ROW_BYTES, event.body()));
            int rowBytes = payload.length + ROW_OVERHEAD_BYTES;
            if (Buckets.of(event.seq()) != bucket || bytes + rowBytes > MAX_BATCH_BYTES && bytes > 0) {
                execute(batch.build());
                batch = BatchStatement.builder(BatchType.UNLOGGED);
                bucket = Buckets.of(event.seq());
                bytes = 0;
            }
            batch.addStatement(insert(id, stored, payload));
            bytes += rowBytes;
        }
        execute(batch.build());
    }

    private BoundStatement insert(ConversationId id, StoredEvent stored, byte[] payload) {
        Event event = stored.event();
        return insertEvent.bind(
                id.value(),
                Buckets.of(event.seq()),
                event.seq(),
                event.id().value(),
                event.author().value(),
                event.clientMessageId(),
                event.count(),
                stored.position().epoch(),
                stored.position().offset(),
                ByteBuffer.wrap(payload));
    }

    /// What must be there before the event is: its body, the roster it makes, the bucket it opens.
    private void writeAhead(ConversationId id, Event event) {
        if (event.body() instanceof EventBody.Text text
                && Bodies.atMost(Bodies.MAX_EVENT_ROW_BYTES, text) instanceof EventBody.Stored) {
            execute(insertBody.bind(event.id().value(), text.text()));
        }
        if (!event.body().isMessage()) {
            execute(insertRoster.bind(
                    id.value(),
                    event.seq(),
                    event.author().value(),
                    ByteBuffer.wrap(EventBodies.encode(event.body()))));
        }
        if (Buckets.opens(event.seq())) {
            long bucket = Buckets.of(event.seq());
            execute(insertTail.bind(id.value(), bucket, bucket + 1));
        }
    }

    @Override
    public Optional<KnownSend> findSend(
            ConversationId id, UserId author, String clientMessageId, long after, long through) {
        for (long bucket = Buckets.of(through); bucket >= Buckets.of(after); bucket--) {
            for (Row row : execute(selectSends.bind(id.value(), bucket, after, through))) {
                if (row.getLong("author") == author.value()
                        && clientMessageId.equals(row.getString("client_message_id"))) {
                    return Optional.of(knownSend(row));
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<Event> findAt(ConversationId id, Position position) {
        for (long bucket = tail(id).orElse(-1L); bucket >= 0; bucket--) {
            for (Row row : execute(selectPositions.bind(id.value(), bucket))) {
                Position here = position(row);
                if (here.equals(position)) {
                    long seq = row.getLong("seq");
                    return page(id, seq - 1, seq, 1).stream().findFirst();
                }
                if (here.epoch() != position.epoch() || here.offset() < position.offset()) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public RosterChange rosterAt(ConversationId id, long seq) {
        if (id instanceof ConversationId.Direct) {
            return new RosterChange(Roster.initial(id), Roster.initial(id));
        }
        List<Row> rows = execute(selectRostersAt.bind(id.value(), seq)).all();
        Roster after = rows.isEmpty() ? Roster.initial(id) : roster(rows.getFirst());
        boolean changedHere = !rows.isEmpty() && rows.getFirst().getLong("seq") == seq;
        if (!changedHere) {
            return new RosterChange(after, after);
        }
        return new RosterChange(rows.size() > 1 ? roster(rows.get(1)) : Roster.initial(id), after);
    }

    private static Roster roster(Row row) {
        if (body(row) instanceof EventBody.Membership membership) {
            return Roster.of(membership.change());
        }
        throw new IllegalStateException("a group's roster row holds no membership");
    }

    @Override
    public List<Event> page(ConversationId id, long after, long through, int limit) {
        List<Event> events = new ArrayList<>();
        long bytes = 0;
        for (long bucket = Buckets.of(after + 1); bucket <= Buckets.of(through); bucket++) {
            int missing = limit - events.size();
            List<Row> rows = execute(selectPage.bind(id.value(), bucket, after, through, missing))
                    .all();
            for (Row row : rows) {
                Event event = event(id, row);
                bytes += event.body() instanceof EventBody.Text text ? Bodies.utf8Bytes(text.text()) : 0;
                if (bytes > ServerFrame.MAX_PAGE_BYTES && !events.isEmpty()) {
                    return events;
                }
                events.add(event);
            }
            if (rows.isEmpty() || events.size() >= limit) {
                return events;
            }
        }
        return events;
    }

    private Event event(ConversationId id, Row row) {
        MessageId messageId = new MessageId(row.getLong("message_id"));
        EventBody body = body(row);
        if (body instanceof EventBody.Stored) {
            @Nullable Row stored = execute(selectBody.bind(messageId.value())).one();
            if (stored == null) {
                throw new IllegalStateException("event " + id + " " + row.getLong("seq") + " has no body");
            }
            body = new EventBody.Text(string(stored, "body"));
        }
        return new Event(
                id,
                row.getLong("seq"),
                messageId,
                new UserId(row.getLong("author")),
                string(row, "client_message_id"),
                row.getLong("count"),
                body);
    }

    @Override
    public Counts counts(ConversationId id, UserId author, long seq, long through) {
        long count = -1;
        long ownAfter = 0;
        for (long bucket = Buckets.of(seq); bucket <= Buckets.of(through); bucket++) {
            for (Row row : execute(selectSends.bind(id.value(), bucket, seq - 1, through))) {
                if (row.getLong("seq") == seq) {
                    count = row.getLong("count");
                } else if (row.getLong("author") == author.value()
                        && !string(row, "client_message_id").isEmpty()) {
                    ownAfter++;
                }
            }
        }
        if (count < 0) {
            throw new IllegalStateException("event " + id + " " + seq + " is missing");
        }
        return new Counts(count, ownAfter);
    }

    private ResultSet execute(Statement<?> statement) {
        try {
            return session.execute(statement);
        } catch (QueryValidationException bug) {
            throw new IllegalStateException("a statement that Cassandra refuses", bug);
        } catch (DriverException failed) {
            throw new UnavailableException("event store", failed);
        }
    }

    private static Position position(Row row) {
        return new Position(row.getInt("log_epoch"), row.getLong("log_offset"));
    }

    private static KnownSend knownSend(Row row) {
        return new KnownSend(
                new UserId(row.getLong("author")),
                string(row, "client_message_id"),
                row.getLong("seq"),
                new MessageId(row.getLong("message_id")));
    }

    private static EventBody body(Row row) {
        @Nullable ByteBuffer payload = row.getByteBuffer("payload");
        if (payload == null) {
            throw new IllegalStateException("a row without payload");
        }
        byte[] bytes = new byte[payload.remaining()];
        payload.duplicate().get(bytes);
        try {
            return EventBodies.decode(bytes);
        } catch (UnreadableRecordException bad) {
            throw new IllegalStateException("a row of an unknown version", bad);
        }
    }

    private static String string(Row row, String column) {
        @Nullable String value = row.getString(column);
        return value == null ? "" : value;
    }
}
