package dev.parley.api.conversation;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Reads tables `users`, `groups`, `group_members` and `settings`.
final class JdbcParticipantStore implements ParticipantStore {
    private static final String GROUPS = """
            select g.id, g.title from group_members m join groups g on g.id = m.group_id where m.user_id = :user
            """;
    private static final String MEMBERS = """
            select m.group_id, m.user_id, m.role, u.name, u.display_name
            from group_members m join users u on u.id = m.user_id
            where m.group_id = any(:groups) order by m.group_id, m.joined_version, m.user_id
            """;
    private static final String PEERS = "select id, name, display_name from users where id = any(:users)";

    private static final String WITHOUT_RECEIPTS =
            "select user_id from settings where user_id = any(:users) and not read_receipts";

    private final JdbcClient jdbc;

    JdbcParticipantStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<ConversationId, String> groupsOf(UserId user) {
        Map<ConversationId, String> groups = new HashMap<>();
        jdbc.sql(GROUPS).param("user", user.value()).query(row -> {
            groups.put(new ConversationId.Group(row.getLong("id")), row.getString("title"));
        });
        return groups;
    }

    @Override
    public Map<ConversationId, List<Participant>> membersOf(Collection<ConversationId.Group> groups) {
        Map<ConversationId, List<Participant>> members = new HashMap<>();
        jdbc.sql(MEMBERS)
                .param("groups", groups.stream().map(ConversationId.Group::id).toArray(Long[]::new))
                .query(row -> {
                    members.computeIfAbsent(
                                    new ConversationId.Group(row.getLong("group_id")), same -> new ArrayList<>())
                            .add(new Participant(
                                    new UserId(row.getLong("user_id")),
                                    row.getString("role"),
                                    row.getString("name"),
                                    row.getString("display_name")));
                });
        return members;
    }

    @Override
    public Map<UserId, Peer> peers(Collection<UserId> users) {
        Map<UserId, Peer> peers = new HashMap<>();
        jdbc.sql(PEERS)
                .param("users", users.stream().map(UserId::value).toArray(Long[]::new))
                .query(row -> {
                    UserId id = new UserId(row.getLong("id"));
                    peers.put(id, new Peer(id, row.getString("name"), row.getString("display_name")));
                });
        return peers;
    }

    @Override
    public Set<UserId> withoutReceipts(Collection<UserId> users) {
        return Set.copyOf(jdbc.sql(WITHOUT_RECEIPTS)
                .param("users", users.stream().map(UserId::value).toArray(Long[]::new))
                .query((row, number) -> new UserId(row.getLong("user_id")))
                .list());
    }
}
