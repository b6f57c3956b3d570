package dev.parley.api.erase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.api.support.ApiDatabase;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.id.UserId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcUserRowStoreBackendTest {
    private static final UserId ALICE = new UserId(7);
    private static final UserId BOB = new UserId(8);

    private final ApiDatabase database = new ApiDatabase();
    private final UserRowStore store = new JdbcUserRowStore(database.jdbc());

    @AfterEach
    void close() {
        database.close();
    }

    /// Whoever adds a table with users in it thinks of erasing them.
    @Test
    void afterwardsNoTableNamesTheUserButThatOfActs() {
        addAll(ALICE, BOB);
        addAll(BOB, ALICE);
        assertThat(naming(ALICE)).isNotEmpty();
        assertThat(remove(ALICE)).isEqualTo(new Receipt.Rows(1, 2, 2));
        assertThat(naming(ALICE)).containsExactly("admin_acts.user_id");
        assertThat(store.exists(ALICE)).isFalse();
        assertThat(naming(BOB)).contains("users.id", "devices.user_id", "sessions.user_id", "settings.user_id");
    }

    @Test
    void whoIsNotThereAndWhoIsInAGroupAreRefused() {
        assertThat(refusal(ALICE)).isEqualTo(ErrorCode.UNKNOWN_USER);
        addAll(ALICE, BOB);
        sql("insert into groups values (21, 'Lunch', 1, now(), now())");
        sql("insert into group_members values (21, 7, 'owner', 1)");
        assertThat(refusal(ALICE)).isEqualTo(ErrorCode.RETRY);
        assertThat(naming(ALICE)).contains("users.id", "sessions.user_id");
    }

    private ErrorCode refusal(UserId user) {
        NotErasedException[] why = new NotErasedException[1];
        assertThatThrownBy(() -> remove(user))
                .isInstanceOfSatisfying(NotErasedException.class, refused -> why[0] = refused);
        return why[0].why().code();
    }

    private Receipt.Rows remove(UserId user) {
        Receipt.Rows removed = database.transaction().execute(status -> store.remove(user));
        if (removed == null) {
            throw new AssertionError("nothing");
        }
        return removed;
    }

    /// A row in each table, with a block of the other.
    private void addAll(UserId user, UserId other) {
        for (UserId each : List.of(user, other)) {
            if (!store.exists(each)) {
                database.addUser(each);
            }
        }
        long id = user.value();
        sql("insert into settings values (" + id + ", true, 'all', true, 'UTC')");
        sql("insert into suspensions values (" + id + ", now())");
        sql("insert into devices values (" + id + "00, " + id + ", 'phone', now(), now())");
        for (int login = 1; login <= 2; login++) {
            sql(
                    "insert into sessions (id, user_id, device_id, family_hash, current_hash, opened_at, expires_at, ended_at)"
                            + " values (" + id + login + ", " + id + ", " + id + "00, '" + id + login
                            + "', '', now(), now(), now())");
        }
        sql("insert into blocks values (" + id + ", " + other + ", false, 3, now())");
        sql("insert into admin_acts (at, who, act, user_id, server, reason) values (now(), 'olga', 'erase', " + id
                + ", '', '')");
    }

    private void sql(String statement) {
        database.jdbc().sql(statement).update();
    }

    /// Columns of ids, in any table, in which this user's stands.
    private List<String> naming(UserId user) {
        List<String> columns = database.jdbc().sql("""
                        select table_name || '.' || column_name from information_schema.columns
                        where table_schema = 'api' and data_type = 'bigint' order by 1
                        """).query(String.class).list();
        return columns.stream()
                .filter(column -> {
                    String[] parts = column.split("[.]", -1);
                    return database.jdbc()
                                    .sql("select count(*) from " + parts[0] + " where " + parts[1] + " = :user")
                                    .param("user", user.value())
                                    .query(Long.class)
                                    .single()
                            > 0;
                })
                .filter(column -> !column.equals("admin_acts.id"))
                .toList();
    }
}
