package dev.parley.chat.conversation;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.parley.contracts.event.BlockChange;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.record.EventBodies;
import dev.parley.contracts.record.UnreadableRecordException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Table `rosters`: the events that changed who may write, apart from the others, newest first.
final class CassandraRosters {
    private static final String INSERT_ROSTER =
            "INSERT INTO %s.rosters (conversation_id, seq, author, payload) VALUES (?, ?, ?, ?)";
    private static final String SELECT_ROSTERS =
            "SELECT seq, author, payload FROM %s.rosters WHERE conversation_id = ?";
    private static final String SELECT_ROSTERS_AT =
            "SELECT seq, payload FROM %s.rosters WHERE conversation_id = ? AND seq <= ? LIMIT 2";

    private final CassandraCalls calls;
    private final PreparedStatement insertRoster;
    private final PreparedStatement selectRosters;
    private final PreparedStatement selectRostersAt;

    CassandraRosters(CassandraCalls calls) {
        this.calls = calls;
        insertRoster = calls.prepare(INSERT_ROSTER);
        selectRosters = calls.prepare(SELECT_ROSTERS);
        selectRostersAt = calls.prepare(SELECT_ROSTERS_AT);
    }

    /// @param event that is no message
    void write(ConversationId id, Event event) {
        calls.execute(insertRoster.bind(
                id.value(), event.seq(), event.author().value(), ByteBuffer.wrap(EventBodies.encode(event.body()))));
    }

    /// Who belongs to a conversation, and who blocks whom, as of its newest event.
    record AtEnd(Roster roster, Map<UserId, BlockChange> blocks) {}

    /// A row above the newest event was written ahead of an event that a replay will write again: it does not count
    /// yet.
    AtEnd atEnd(ConversationId id, long newestSeq) {
        Roster roster = Roster.initial(id);
        Map<UserId, BlockChange> blocks = new HashMap<>();
        for (Row row : calls.execute(selectRosters.bind(id.value()))) {
            if (row.getLong("seq") > newestSeq) {
                continue;
            }
            switch (body(row)) {
                case EventBody.Membership membership -> {
                    return new AtEnd(Roster.of(membership.change()), Map.of());
                }
                case EventBody.Block block -> blocks.putIfAbsent(new UserId(row.getLong("author")), block.change());
                case EventBody.Text text -> throw new IllegalStateException("a text among rosters");
                case EventBody.Stored stored -> throw new IllegalStateException("a stored text among rosters");
            }
        }
        return new AtEnd(roster, blocks);
    }

    /// As [EventStore#rosterAt].
    EventStore.RosterChange at(ConversationId id, long seq) {
        if (id instanceof ConversationId.Direct) {
            return new EventStore.RosterChange(Roster.initial(id), Roster.initial(id));
        }
        List<Row> rows = calls.execute(selectRostersAt.bind(id.value(), seq)).all();
        Roster after = rows.isEmpty() ? Roster.initial(id) : roster(rows.getFirst());
        boolean changedHere = !rows.isEmpty() && rows.getFirst().getLong("seq") == seq;
        if (!changedHere) {
            return new EventStore.RosterChange(after, after);
        }
        return new EventStore.RosterChange(rows.size() > 1 ? roster(rows.get(1)) : Roster.initial(id), after);
    }

    private static Roster roster(Row row) {
        if (body(row) instanceof EventBody.Membership membership) {
            return Roster.of(membership.change());
        }
        throw new IllegalStateException("a group's roster row holds no membership");
    }

    /// What an event says, from the `payload` of a row of any table that has one.
    static EventBody body(Row row) {
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
}
