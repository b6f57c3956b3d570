package dev.parley.api.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.api.support.ApiDatabase;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcAuditStoreBackendTest {
    private static final UserId USER = new UserId(7);
    private static final Admin OLGA = new Admin("olga");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final ApiDatabase database = new ApiDatabase();
    private final JdbcAuditStore store =
            new JdbcAuditStore(database.jdbc(), database.transaction(), InstantSource.fixed(NOW));

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void actsComeBackTheNewestFirst() {
        Act first = Act.on(USER, OLGA, Act.Kind.SUSPEND, "ticket 12");
        Act second = new Act(OLGA, Act.Kind.DISCONNECT, new UserId(8), new DeviceId(9), "", "");
        assertThat(store.recorded(first, () -> "done")).isEqualTo("done");
        store.recorded(second, () -> 1);
        Act third = Act.on("chat-1", OLGA, Act.Kind.DRAIN, "");
        store.recorded(third, () -> 1);
        assertThat(store.newest(null, Long.MAX_VALUE, 9))
                .extracting(AuditStore.Recorded::act)
                .containsExactly(third, second, first);
        assertThat(store.newest(USER, Long.MAX_VALUE, 9)).singleElement().satisfies(it -> {
            assertThat(it.act()).isEqualTo(first);
            assertThat(it.at()).isEqualTo(NOW);
        });
        long newest = store.newest(null, Long.MAX_VALUE, 1).getFirst().id();
        assertThat(store.newest(null, newest, 9))
                .extracting(AuditStore.Recorded::act)
                .containsExactly(second, first);
    }

    @Test
    void whatFailsIsNotWrittenDownAndWhatCannotBeWrittenDownIsNotDone() {
        database.addUser(USER);
        assertThatThrownBy(() -> store.recorded(Act.on(USER, OLGA, Act.Kind.SUSPEND, ""), () -> {
                    throw new IllegalStateException("refused");
                }))
                .hasMessage("refused");
        assertThat(store.newest(null, Long.MAX_VALUE, 9)).isEmpty();

        database.jdbc().sql("alter table admin_acts add check (reason <> 'no')").update();
        assertThatThrownBy(() -> store.recorded(
                        Act.on(USER, OLGA, Act.Kind.SUSPEND, "no"),
                        () -> database.jdbc()
                                .sql("insert into suspensions values (7, now())")
                                .update()))
                .isInstanceOf(RuntimeException.class);
        assertThat(database.jdbc()
                        .sql("select count(*) from suspensions")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void nobodyChangesOrRemovesAnAct() {
        store.recorded(Act.on(USER, OLGA, Act.Kind.SUSPEND, ""), () -> 0);
        for (String attempt :
                new String[] {"update admin_acts set who = 'x'", "delete from admin_acts", "truncate admin_acts"}) {
            assertThatThrownBy(() -> database.jdbc().sql(attempt).update())
                    .as(attempt)
                    .hasMessageContaining("append-only");
        }
        assertThat(store.newest(null, Long.MAX_VALUE, 9)).hasSize(1);
    }
}
