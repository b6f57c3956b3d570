package dev.parley.api.erase;

import dev.parley.api.history.CassandraConnection;
import dev.parley.api.history.HistoryStore;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.List;

/// Rows of `heads`, `events`, `bodies`, `rosters` and `tails`, which chat-service owns. They are deleted as of the end
/// of time: a chat server that stood still and writes afterwards, with whatever timestamp, writes nothing. Cassandra
/// forgets that after `gc_grace_seconds`, ten days.
final class CassandraOwnTalkStore implements OwnTalkStore {
    private static final long END_OF_TIME = Long.MAX_VALUE;

    private static final String ENTRIES = "SELECT conversation_id FROM %s.heads WHERE user_id = ?";
    private static final String DELETE_ENTRIES = "DELETE FROM %s.heads USING TIMESTAMP ? WHERE user_id = ?";
    private static final String DELETE_BODY = "DELETE FROM %s.bodies USING TIMESTAMP ? WHERE message_id = ?";
    private static final String DELETE_EVENTS =
            "DELETE FROM %s.events USING TIMESTAMP ? WHERE conversation_id = ? AND bucket = ?";
    private static final String DELETE_ROSTERS = "DELETE FROM %s.rosters USING TIMESTAMP ? WHERE conversation_id = ?";
    private static final String DELETE_TAIL = "DELETE FROM %s.tails USING TIMESTAMP ? WHERE conversation_id = ?";

    /// Events read at once.
    private static final int PAGE = 500;

    private final CassandraConnection cassandra;
    private final HistoryStore history;

    CassandraOwnTalkStore(CassandraConnection cassandra, HistoryStore history) {
        this.cassandra = cassandra;
        this.history = history;
    }

    @Override
    public Receipt.Talk remove(UserId user) {
        long notes = removeNotes(ConversationId.direct(user, user));
        int entries = cassandra.rows(ENTRIES, user.value()).size();
        cassandra.write(DELETE_ENTRIES, END_OF_TIME, user.value());
        return new Receipt.Talk(entries, notes);
    }

    /// The tail last: without it nobody would find the rest. With the bucket behind it, which may have been opened
    /// meanwhile.
    private long removeNotes(ConversationId own) {
        long notes = 0;
        long newest = history.newestBucket(own) + 1;
        for (long bucket = 0; bucket <= newest; bucket++) {
            notes += removeBodies(own, bucket);
            cassandra.write(DELETE_EVENTS, END_OF_TIME, own.value(), bucket);
        }
        cassandra.write(DELETE_ROSTERS, END_OF_TIME, own.value());
        cassandra.write(DELETE_TAIL, END_OF_TIME, own.value());
        return notes;
    }

    /// Large texts lie apart.
    ///
    /// @return how many events the bucket has
    private long removeBodies(ConversationId own, long bucket) {
        long count = 0;
        long next = 0;
        List<Event> page;
        do {
            page = history.up(own, bucket, next, PAGE);
            List<Object[]> bodies = page.stream()
                    .filter(event -> event.body() instanceof EventBody.Stored)
                    .map(event -> new Object[] {END_OF_TIME, event.id().value()})
                    .toList();
            cassandra.writeEach(DELETE_BODY, bodies);
            count += page.size();
            next = page.isEmpty() ? next : page.getLast().seq() + 1;
        } while (page.size() == PAGE);
        return count;
    }
}
