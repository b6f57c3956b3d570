package dev.parley.api.adminuser;

import dev.parley.contracts.id.UserId;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Reads `users`, `settings`, `suspensions`, `devices`, `sessions`, `blocks`, `group_members` and `admin_acts`: in one
/// statement, so as of one moment.
final class JdbcUserDataStore implements UserDataStore {
    private static final String ALL = String.join(" union all ", List.of("""
                    select 1, jsonb_build_object('type', 'account', 'userId', id::text, 'name', name,
                        'displayName', display_name, 'about', about, 'createdAt', created_at)::text
                    from users where id = :user""", """
                    select 2, jsonb_build_object('type', 'settings', 'readReceipts', read_receipts,
                        'lastSeenVisibility', last_seen_visibility, 'pushPreview', push_preview,
                        'timeZone', time_zone, 'invisible', invisible, 'quietFrom', quiet_from,
                        'quietTo', quiet_to)::text
                    from settings where user_id = :user""", """
                    select 3, jsonb_build_object('type', 'suspension', 'since', since)::text
                    from suspensions where user_id = :user""", """
                    select 4, jsonb_build_object('type', 'device', 'deviceId', id::text, 'name', name,
                        'createdAt', created_at, 'lastSeenAt', last_seen_at)::text
                    from devices where user_id = :user""", """
                    select 5, jsonb_build_object('type', 'login', 'deviceId', device_id::text, 'openedAt', opened_at,
                        'expiresAt', expires_at, 'endedAt', ended_at, 'endReason', end_reason)::text
                    from sessions where user_id = :user""", """
                    select 6, jsonb_build_object('type', 'block', 'blocked', blocked::text, 'active', active,
                        'changedAt', changed_at)::text
                    from blocks where blocker = :user""", """
                    select 7, jsonb_build_object('type', 'membership', 'conversationId', 'g.' || m.group_id,
                        'title', g.title, 'role', m.role)::text
                    from group_members m join groups g on g.id = m.group_id where m.user_id = :user""", """
                    select 8, jsonb_build_object('type', 'act', 'at', at, 'act', act)::text
                    from admin_acts where user_id = :user order by 1"""));

    private final JdbcClient jdbc;

    JdbcUserDataStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void each(UserId user, Consumer<String> lines) {
        jdbc.sql(ALL)
                .param("user", user.value())
                .query((row, number) -> Objects.requireNonNull(row.getString(2)))
                .list()
                .forEach(lines);
    }
}
