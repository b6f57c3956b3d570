package dev.parley.api.history;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Reads tables `users`, `groups` and `group_members`.
final class JdbcMembershipStore implements MembershipStore {
    private static final String USER = "select count(*) from users where id = :id";
    private static final String GROUP = "select count(*) from groups where id = :id";
    private static final String MEMBER =
            "select count(*) from group_members where group_id = :group and user_id = :user";

    private final JdbcClient jdbc;

    JdbcMembershipStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean userExists(UserId user) {
        return isThere(jdbc.sql(USER).param("id", user.value()));
    }

    @Override
    public boolean groupExists(ConversationId.Group group) {
        return isThere(jdbc.sql(GROUP).param("id", group.id()));
    }

    @Override
    public boolean isMember(ConversationId.Group group, UserId user) {
        return isThere(jdbc.sql(MEMBER).param("group", group.id()).param("user", user.value()));
    }

    private static boolean isThere(JdbcClient.StatementSpec count) {
        return count.query(Long.class).single() > 0;
    }
}
