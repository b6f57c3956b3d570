package dev.parley.api.session;

import dev.parley.api.outbox.Outbox;
import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.SessionId;
import dev.parley.contracts.id.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/// Tables `devices`, `sessions` and `suspensions`.
final class JdbcSessionStore implements SessionStore {
    private static final String LOCK_USER = "select id from users where id = :user for no key update";
    private static final String ADD_DEVICE = """
            insert into devices (id, user_id, name, created_at, last_seen_at)
            values (:device, :user, :name, :now, :now)
            """;
    private static final String SEE_DEVICE = """
            update devices set last_seen_at = :now, name = coalesce(cast(:name as text), name)
            where id = :device and user_id = :user
            """;
    private static final String ADD = """
            insert into sessions (id, user_id, device_id, family_hash, current_hash, opened_at, expires_at)
            values (:id, :user, :device, :family, :current, :now, :expiresAt)
            """;
    private static final String END = """
            update sessions set ended_at = :now, end_reason = :why where ended_at is null and (%s)
            returning id, user_id
            """;
    private static final String SUSPENDED_SINCE = "select since from suspensions where user_id = :user";
    private static final String SUSPEND = """
            insert into suspensions (user_id, since) values (:user, :now) on conflict do nothing
            """;
    private static final String UNSUSPEND = "delete from suspensions where user_id = :user";
    private static final String SURPLUS = """
            id in (
                select s.id from sessions s join devices d on d.id = s.device_id
                where s.user_id = :user and s.ended_at is null and s.id <> :id
                order by d.last_seen_at desc offset :kept)
            """;
    private static final String BY_FAMILY = """
            select id, user_id, device_id, current_hash, expires_at, end_reason from sessions
            where family_hash = :family for update
            """;
    private static final String ROTATE = """
            update sessions set current_hash = :current, expires_at = :expiresAt where id = :id
            """;
    private static final String LIVE = """
            select d.id, d.last_seen_at from sessions s join devices d on d.id = s.device_id
            where s.id = :id and s.ended_at is null and s.expires_at > :now
            """;
    private static final String SEEN = "update devices set last_seen_at = :now where id = :device";
    private static final String LIVE_DEVICES = """
            select d.id, d.name, d.created_at, d.last_seen_at from sessions s join devices d on d.id = s.device_id
            where s.user_id = :user and s.ended_at is null and s.expires_at > :now
            order by d.last_seen_at desc, d.id desc
            """;
    private static final String FORGET = """
            with gone as (
                delete from sessions where id in (
                    select id from sessions where coalesce(ended_at, expires_at) < :before
                    limit :limit for update skip locked)
                returning id, device_id),
            devices_gone as (
                delete from devices d where d.id in (select device_id from gone) and d.last_seen_at < :before
                and not exists (
                    select 1 from sessions s where s.device_id = d.id and s.id not in (select id from gone)))
            select count(*) from gone
            """;

    private static final Duration SEEN_EVERY = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final Outbox outbox;

    JdbcSessionStore(JdbcClient jdbc, TransactionOperations transaction, Outbox outbox) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.outbox = outbox;
    }

    @Override
    public Opened openOnNewDevice(Session session, RefreshToken token, String deviceName, Instant now) {
        return opening(session.user(), () -> {
            jdbc.sql(ADD_DEVICE)
                    .param("device", session.device().value())
                    .param("user", session.user().value())
                    .param("name", deviceName)
                    .param("now", utc(now))
                    .update();
            add(session, token, now);
            return Opened.OPENED;
        });
    }

    @Override
    public Opened reopen(Session session, RefreshToken token, @Nullable String deviceName, Instant now) {
        return opening(session.user(), () -> {
            int seen = jdbc.sql(SEE_DEVICE)
                    .param("device", session.device().value())
                    .param("user", session.user().value())
                    .param("name", deviceName)
                    .param("now", utc(now))
                    .update();
            if (seen == 0) {
                return Opened.NO_SUCH_DEVICE;
            }
            endOn(session.user(), session.device(), Session.End.REPLACED, now);
            add(session, token, now);
            return Opened.OPENED;
        });
    }

    /// With the user locked, so that a suspension comes before or after.
    private Opened opening(UserId user, Supplier<Opened> open) {
        Opened opened = transaction.execute(status -> {
            return !lock(user) || suspendedSince(user).isPresent() ? Opened.SUSPENDED : open.get();
        });
        return Objects.requireNonNull(opened);
    }

    /// @return false for a user who was erased meanwhile
    private boolean lock(UserId user) {
        return jdbc.sql(LOCK_USER)
                .param("user", user.value())
                .query(Long.class)
                .optional()
                .isPresent();
    }

    private void add(Session session, RefreshToken token, Instant now) {
        jdbc.sql(ADD)
                .param("id", session.id())
                .param("user", session.user().value())
                .param("device", session.device().value())
                .param("family", token.familyHash())
                .param("current", token.ownHash())
                .param("now", utc(now))
                .param("expiresAt", utc(session.expiresAt()))
                .update();
        endWhere(
                SURPLUS,
                Map.of("user", session.user().value(), "id", session.id(), "kept", Device.MAX_PER_USER - 1),
                Session.End.REVOKED,
                now);
    }

    @Override
    public Optional<Judged> refresh(
            RefreshToken token,
            RefreshToken next,
            Instant expiresAt,
            Instant now,
            Function<Session, Session.Refresh> judge) {
        Optional<Judged> judged = transaction.execute(status -> {
            Optional<Session> session = jdbc.sql(BY_FAMILY)
                    .param("family", token.familyHash())
                    .query(JdbcSessionStore::session)
                    .optional();
            return session.map(it -> {
                Session.Refresh refresh = judge.apply(it);
                carryOut(it, refresh, next, expiresAt, now);
                return new Judged(it, refresh);
            });
        });
        return judged == null ? Optional.empty() : judged;
    }

    private void carryOut(Session session, Session.Refresh refresh, RefreshToken next, Instant expiresAt, Instant now) {
        switch (refresh) {
            case ROTATE ->
                jdbc.sql(ROTATE)
                        .param("id", session.id())
                        .param("current", next.ownHash())
                        .param("expiresAt", utc(expiresAt))
                        .update();
            case REUSE -> end(session.id(), Session.End.REUSED, now);
            case OVER, OVER_BY_REUSE -> {}
        }
    }

    private static Session session(ResultSet row, int number) throws SQLException {
        String reason = row.getString("end_reason");
        return new Session(
                row.getLong("id"),
                new UserId(row.getLong("user_id")),
                new DeviceId(row.getLong("device_id")),
                row.getBytes("current_hash"),
                instant(row, "expires_at"),
                reason == null ? null : Session.End.valueOf(reason.toUpperCase(Locale.ROOT)));
    }

    @Override
    public boolean isLive(long session, Instant now) {
        Optional<Seen> seen = jdbc.sql(LIVE)
                .param("id", session)
                .param("now", utc(now))
                .query((row, number) -> new Seen(row.getLong("id"), instant(row, "last_seen_at")))
                .optional();
        seen.filter(it -> it.at.plus(SEEN_EVERY).isBefore(now))
                .ifPresent(it -> jdbc.sql(SEEN)
                        .param("device", it.device)
                        .param("now", utc(now))
                        .update());
        return seen.isPresent();
    }

    private record Seen(long device, Instant at) {}

    @Override
    public void end(long session, Session.End why, Instant now) {
        endWhere("id = :id", Map.of("id", session), why, now);
    }

    private record Ended(SessionId session, UserId user) {}

    /// Chat servers hear of it by way of the user's conversation with themselves, and close what is connected.
    private int endWhere(String which, Map<String, ?> params, Session.End why, Instant now) {
        Integer number = transaction.execute(status -> {
            List<Ended> ended = jdbc.sql(END.formatted(which))
                    .params(params)
                    .param("why", text(why))
                    .param("now", utc(now))
                    .query((row, index) ->
                            new Ended(new SessionId(row.getLong("id")), new UserId(row.getLong("user_id"))))
                    .list();
            ended.forEach(it ->
                    outbox.add(ConversationId.direct(it.user, it.user), new LogEntry.SessionEnd(it.user, it.session)));
            return ended.size();
        });
        return number == null ? 0 : number;
    }

    @Override
    public boolean endOn(UserId user, DeviceId device, Session.End why, Instant now) {
        return endWhere(
                        "user_id = :user and device_id = :device",
                        Map.of("user", user.value(), "device", device.value()),
                        why,
                        now)
                > 0;
    }

    @Override
    public void endOthers(UserId user, long kept, Session.End why, Instant now) {
        endWhere("user_id = :user and id <> :kept", Map.of("user", user.value(), "kept", kept), why, now);
    }

    @Override
    public int endAll(UserId user, Session.End why, Instant now) {
        return endWhere("user_id = :user", Map.of("user", user.value()), why, now);
    }

    @Override
    public int suspend(UserId user, Instant now) {
        Integer ended = transaction.execute(status -> {
            if (!lock(user)) {
                return 0;
            }
            jdbc.sql(SUSPEND).param("user", user.value()).param("now", utc(now)).update();
            return endAll(user, Session.End.REVOKED, now);
        });
        return ended == null ? 0 : ended;
    }

    @Override
    public boolean unsuspend(UserId user) {
        return jdbc.sql(UNSUSPEND).param("user", user.value()).update() == 1;
    }

    @Override
    public Optional<Instant> suspendedSince(UserId user) {
        return jdbc.sql(SUSPENDED_SINCE)
                .param("user", user.value())
                .query((row, number) -> instant(row, "since"))
                .optional();
    }

    @Override
    public List<Device> liveDevices(UserId user, Instant now) {
        return jdbc.sql(LIVE_DEVICES)
                .param("user", user.value())
                .param("now", utc(now))
                .query((row, number) -> new Device(
                        new DeviceId(row.getLong("id")),
                        row.getString("name"),
                        instant(row, "created_at"),
                        instant(row, "last_seen_at")))
                .list();
    }

    @Override
    public int forget(Instant before, int limit) {
        return jdbc.sql(FORGET)
                .param("before", utc(before))
                .param("limit", limit)
                .query(Integer.class)
                .single();
    }

    private static String text(Session.End why) {
        return why.name().toLowerCase(Locale.ROOT);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
