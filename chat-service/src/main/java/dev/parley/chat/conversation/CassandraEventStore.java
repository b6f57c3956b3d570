package dev.parley.chat.conversation;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.record.EventBodies;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tables `events`, `bodies` and `tails`; [CassandraRosters] has `rosters`.
final class CassandraEventStore implements EventStore {
    private static final String INSERT_EVENT =
            "INSERT INTO %s.events (conversation_id, bucket, seq, message_id, author,"
                    + " client_message_id, count, log_epoch, log_offset, payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String INSERT_BODY = "INSERT INTO %s.bodies (message_id, body) VALUES (?, ?)";
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

    /// Below Cassandra's 50 KiB limit for a batch, whose row overhead is not in our sum.
    private static final int MAX_BATCH_BYTES = 32 * 1_024;

    private static final int ROW_OVERHEAD_BYTES = 128;

    /// Ten of them, which is as many partitions as a batch has, are below [#MAX_BATCH_BYTES].
    private static final int MAX_SMALL_BYTES = 2_048;

    /// What is replayed is among the newest rows, so no more of a bucket is read at once.
    private static final int REPLAY_PAGE_ROWS = 100;

    private final CassandraCalls calls;
    private final CassandraRosters rosters;
    private final PreparedStatement insertEvent;
    private final PreparedStatement insertBody;
    private final PreparedStatement insertTail;
    private final PreparedStatement selectTail;
    private final PreparedStatement selectNewest;
    private final PreparedStatement selectPositions;
    private final PreparedStatement selectSends;
    private final PreparedStatement selectPage;
    private final PreparedStatement selectBody;

    CassandraEventStore(CqlSession session, String keyspace) {
        this.calls = new CassandraCalls(session, keyspace, "event store");
        this.rosters = new CassandraRosters(calls);
        insertEvent = calls.prepare(INSERT_EVENT);
        insertBody = calls.prepare(INSERT_BODY);
        insertTail = calls.prepare(INSERT_TAIL);
        selectTail = calls.prepare(SELECT_TAIL);
        selectNewest = calls.prepare(SELECT_NEWEST);
        selectPositions = calls.prepare(SELECT_POSITIONS);
        selectSends = calls.prepare(SELECT_SENDS);
        selectPage = calls.prepare(SELECT_PAGE);
        selectBody = calls.prepare(SELECT_BODY);
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
        CassandraRosters.AtEnd end = rosters.atEnd(id, seq);
        return new ConversationSnapshot(
                id,
                seq,
                last.getLong("count"),
                position(last),
                end.roster(),
                end.blocks(),
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
                    calls.execute(selectNewest.bind(id.value(), bucket, limit)).all();
            if (!rows.isEmpty()) {
                return rows;
            }
        }
        return List.of();
    }

    private Optional<Long> tail(ConversationId id) {
        @Nullable Row row = calls.execute(selectTail.bind(id.value())).one();
        return row == null ? Optional.empty() : Optional.of(row.getLong("bucket"));
    }

    @Override
    public void append(ConversationId id, List<StoredEvent> events) {
        for (StoredEvent stored : events) {
            writeAhead(id, stored.event());
        }
        List<BatchableStatement<?>> batch = new ArrayList<>();
        long bucket = Buckets.of(events.getFirst().event().seq());
        int bytes = 0;
        for (StoredEvent stored : events) {
            byte[] payload = payload(stored.event());
            int rowBytes = payload.length + ROW_OVERHEAD_BYTES;
            if (Buckets.of(stored.event().seq()) != bucket || bytes + rowBytes > MAX_BATCH_BYTES && bytes > 0) {
                calls.execute(CassandraCalls.batch(batch));
                batch = new ArrayList<>();
                bucket = Buckets.of(stored.event().seq());
                bytes = 0;
            }
            batch.add(insert(id, stored, payload));
            bytes += rowBytes;
        }
        calls.execute(CassandraCalls.batch(batch));
    }

    /// What most polls hold, one small message for each of many conversations, goes in few statements. Several of one
    /// conversation stay out of that: in two statements the later could be there without the earlier.
    @Override
    public List<Runnable> appends(Map<ConversationId, List<StoredEvent>> events) {
        List<Runnable> steps = new ArrayList<>();
        List<BoundStatement> small = new ArrayList<>();
        events.forEach((id, stored) -> {
            if (stored.size() == 1 && isSmall(stored.getFirst().event())) {
                small.add(
                        insert(id, stored.getFirst(), payload(stored.getFirst().event())));
            } else {
                steps.add(() -> append(id, stored));
            }
        });
        calls.batches(small).forEach(batch -> steps.add(() -> calls.execute(batch)));
        return steps;
    }

    private static byte[] payload(Event event) {
        return EventBodies.encode(Bodies.atMost(Bodies.MAX_EVENT_ROW_BYTES, event.body()));
    }

    /// Nothing needs to be there before it, and ten of it are few bytes.
    private static boolean isSmall(Event event) {
        return event.body() instanceof EventBody.Text text
                && Bodies.utf8Bytes(text.text()) <= MAX_SMALL_BYTES
                && !Buckets.opens(event.seq());
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
            calls.execute(insertBody.bind(event.id().value(), text.text()));
        }
        if (!event.body().isMessage()) {
            rosters.write(id, event);
        }
        if (Buckets.opens(event.seq())) {
            long bucket = Buckets.of(event.seq());
            calls.execute(insertTail.bind(id.value(), bucket, bucket + 1));
        }
    }

    @Override
    public Optional<KnownSend> findSend(
            ConversationId id, UserId author, String clientMessageId, long after, long through) {
        for (long bucket = Buckets.of(through); bucket >= Buckets.of(after); bucket--) {
            for (Row row : calls.execute(selectSends.bind(id.value(), bucket, after, through))) {
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
            for (Row row :
                    calls.execute(selectPositions.bind(id.value(), bucket).setPageSize(REPLAY_PAGE_ROWS))) {
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
        return rosters.at(id, seq);
    }

    @Override
    public List<Event> page(ConversationId id, long after, long through, int limit) {
        List<Event> events = new ArrayList<>();
        long bytes = 0;
        for (long bucket = Buckets.of(after + 1); bucket <= Buckets.of(through); bucket++) {
            int missing = limit - events.size();
            List<Row> rows = calls.execute(selectPage.bind(id.value(), bucket, after, through, missing))
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
        EventBody body = CassandraRosters.body(row);
        if (body instanceof EventBody.Stored) {
            @Nullable
            Row stored = calls.execute(selectBody.bind(messageId.value())).one();
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
        long count = 0;
        long ownAfter = 0;
        long found = 0;
        for (long bucket = Buckets.of(seq); bucket <= Buckets.of(through); bucket++) {
            for (Row row : calls.execute(selectSends.bind(id.value(), bucket, seq - 1, through))) {
                found++;
                if (row.getLong("seq") == seq) {
                    count = row.getLong("count");
                } else if (row.getLong("author") == author.value()
                        && !string(row, "client_message_id").isEmpty()) {
                    ownAfter++;
                }
            }
        }
        if (found <= through - seq) {
            throw new UnavailableException("events of " + id + " up to " + through + " are not all stored yet", null);
        }
        return new Counts(count, ownAfter);
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

    private static String string(Row row, String column) {
        @Nullable String value = row.getString(column);
        return value == null ? "" : value;
    }
}
