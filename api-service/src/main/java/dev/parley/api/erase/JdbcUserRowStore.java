package dev.parley.api.erase;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.contracts.id.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Tables `users`, `settings`, `suspensions`, `devices`, `sessions` and `blocks`; reads `group_members`. What operators
/// did stays in `admin_acts`.
final class JdbcUserRowStore implements UserRowStore {
    private static final String EXISTS = "select id from users where id = :user";
    /// Whoever logs the user in, or adds the user to a group, waits for the end of the transaction.
    private static final String LOCK = EXISTS + " for update";

    private static final String GROUPS = "select count(*) from group_members where user_id = :user";
    private static final String LOGINS = "delete from sessions where user_id = :user";
    private static final String DEVICES = "delete from devices where user_id = :user";
    private static final String SETTINGS = "delete from settings where user_id = :user";
    private static final String SUSPENSION = "delete from suspensions where user_id = :user";
    /// Versions of a pair's blocks need not go on: an id is never given again.
    private static final String BLOCKS = "delete from blocks where blocker = :user or blocked = :user";

    private static final String ACCOUNT = "delete from users where id = :user";

    private static final Refused IN_A_GROUP =
            new Refused(ErrorCode.RETRY, "The user was added to a group meanwhile. Ask again.");

    private final JdbcClient jdbc;

    JdbcUserRowStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean exists(UserId user) {
        return isThere(EXISTS, user);
    }

    @Override
    public Receipt.Rows remove(UserId user) {
        if (!isThere(LOCK, user)) {
            throw new NotErasedException(new Refused(ErrorCode.UNKNOWN_USER));
        }
        if (jdbc.sql(GROUPS).param("user", user.value()).query(Long.class).single() > 0) {
            throw new NotErasedException(IN_A_GROUP);
        }
        int logins = delete(LOGINS, user);
        int devices = delete(DEVICES, user);
        int blocks = delete(BLOCKS, user);
        delete(SETTINGS, user);
        delete(SUSPENSION, user);
        delete(ACCOUNT, user);
        return new Receipt.Rows(devices, logins, blocks);
    }

    private boolean isThere(String query, UserId user) {
        return jdbc.sql(query)
                .param("user", user.value())
                .query(Long.class)
                .optional()
                .isPresent();
    }

    private int delete(String statement, UserId user) {
        return jdbc.sql(statement).param("user", user.value()).update();
    }
}
