package dev.parley.api.admin;

import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/// Table `admin_acts`, which refuses updates and deletes.
final class JdbcAuditStore implements AuditStore {
    private static final String ADD = """
            insert into admin_acts (at, who, act, user_id, device_id, server, reason)
            values (:at, :who, :act, cast(:user as bigint), cast(:device as bigint), :server, :reason)
            """;
    private static final String NEWEST = """
            select id, at, who, act, user_id, device_id, server, reason from admin_acts
            where id < :before and (cast(:user as bigint) is null or user_id = :user) order by id desc limit :limit
            """;

    private static final Logger log = LoggerFactory.getLogger(JdbcAuditStore.class);

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    JdbcAuditStore(JdbcClient jdbc, TransactionOperations transaction, InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    @SuppressWarnings("NullAway") // The transaction returns what the deed returns.
    public <T> T recorded(Act act, Supplier<T> deed) {
        T done = transaction.execute(status -> {
            T result = deed.get();
            add(act);
            return result;
        });
        log.atInfo()
                .setMessage("admin_act")
                .addKeyValue("who", act.who().name())
                .addKeyValue("act", text(act.kind()))
                .addKeyValue("on", act.user() == null ? act.server() : act.user())
                .log();
        return done;
    }

    private void add(Act act) {
        UserId user = act.user();
        DeviceId device = act.device();
        jdbc.sql(ADD)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("who", act.who().name())
                .param("act", text(act.kind()))
                .param("user", user == null ? null : user.value())
                .param("device", device == null ? null : device.value())
                .param("server", act.server())
                .param("reason", act.reason())
                .update();
    }

    @Override
    public List<Recorded> newest(@Nullable UserId user, long before, int limit) {
        return jdbc.sql(NEWEST)
                .param("user", user == null ? null : user.value())
                .param("before", before)
                .param("limit", limit)
                .query(JdbcAuditStore::recorded)
                .list();
    }

    private static Recorded recorded(ResultSet row, int number) throws SQLException {
        Long user = row.getObject("user_id", Long.class);
        Long device = row.getObject("device_id", Long.class);
        return new Recorded(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                new Act(
                        new Admin(row.getString("who")),
                        Act.Kind.valueOf(row.getString("act").toUpperCase(Locale.ROOT)),
                        user == null ? null : new UserId(user),
                        device == null ? null : new DeviceId(device),
                        row.getString("server"),
                        row.getString("reason")));
    }

    private static String text(Act.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
