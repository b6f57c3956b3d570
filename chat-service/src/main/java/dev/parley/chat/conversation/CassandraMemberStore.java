package dev.parley.chat.conversation;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.parley.contracts.id.ConversationId;

/// [MemberStore] over table `rosters`.
final class CassandraMemberStore implements MemberStore {
    private final CassandraRosters rosters;

    CassandraMemberStore(CqlSession session, String keyspace) {
        this.rosters = new CassandraRosters(new CassandraCalls(session, keyspace, "member store"));
    }

    @Override
    public Members now(ConversationId conversation) {
        return switch (conversation) {
            case ConversationId.Group group ->
                new Members(rosters.at(group, Long.MAX_VALUE).after().users(), false);
            case ConversationId.Direct direct -> {
                CassandraRosters.AtEnd end = rosters.atEnd(direct, Long.MAX_VALUE);
                yield new Members(
                        end.roster().users(), end.blocks().values().stream().anyMatch(change -> change.blocked()));
            }
        };
    }
}
