package dev.parley.notification.outstanding;

import dev.parley.contracts.event.Mute;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import dev.parley.notification.provider.Provider;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/// Table `push.outstanding`. Statements lock rows in the order of the primary key, so that instances wait for
/// each
/// other and never in a circle.
final class JdbcOutstandingStore implements OutstandingStore {
    private static final String BEGIN = """
            insert into push.outstanding (device_id, conversation_id, user_id, provider)
            select a.device_id, asked.conversation, a.user_id, a.provider
            from unnest(cast(:devices as bigint[]), cast(:conversations as text[])) as asked (device, conversation)
            join push.addresses a on a.device_id = asked.device
            order by 1, 2
            on conflict do nothing
            """;
    private static final String COLUMNS = """
            o.device_id, o.conversation_id, o.user_id, o.asked_seq, o.author, o.unread, o.muted_until_ms, o.preview,
            o.asked_at, o.trace, o.handled_seq, o.shown_seq, o.withdrawn_seq, o.due_at, o.attempts, o.lease
            """;
    private static final String LOCK = "select " + COLUMNS + """
            from push.outstanding o
            join unnest(cast(:devices as bigint[]), cast(:conversations as text[])) as asked (device, conversation)
              on o.device_id = asked.device and o.conversation_id = asked.conversation
            order by o.device_id, o.conversation_id
            for update of o
            """;
    private static final String SET = """
            update push.outstanding
            set asked_seq = :askedSeq, author = :author, unread = :unread, muted_until_ms = :mutedUntil,
                preview = :preview, asked_at = :askedAt, trace = :trace, handled_seq = :handledSeq, shown_seq = :shownSeq,
                withdrawn_seq = :withdrawnSeq, due_at = cast(:due as timestamptz), attempts = :attempts""";
    private static final String WHERE = " where device_id = :device and conversation_id = :conversation";
    private static final String CHANGE = SET + ", changed_at = :now" + WHERE;
    private static final String TAKE = """
            with due as materialized (
                select device_id, conversation_id from push.outstanding
                where provider = :provider and due_at <= :now and (leased_until is null or leased_until <= :now)
                order by due_at limit :limit for update skip locked)
            update push.outstanding o set lease = o.lease + 1, leased_until = :until
            from due where o.device_id = due.device_id and o.conversation_id = due.conversation_id
            returning
            """ + COLUMNS;
    private static final String LOCK_TAKEN =
            "select " + COLUMNS + " from push.outstanding o" + WHERE + " and lease = :lease for update";
    private static final String FINISH = SET + ", leased_until = null" + WHERE;
    /// From the users' addresses, so that it finds rows by their primary key.
    private static final String FIND = "select " + COLUMNS + """
            from push.addresses a
            join push.outstanding o on o.device_id = a.device_id and o.conversation_id = :conversation
            where a.user_id = any(cast(:users as bigint[]))
            """;
    private static final String COUNT_DUE =
            "select count(*) from push.outstanding where provider = :provider and due_at <= :now";
    private static final String FORGET = """
            delete from push.outstanding where (device_id, conversation_id) in (
                select device_id, conversation_id from push.outstanding where changed_at < :before
                limit :limit for update skip locked)
            """;

    private static final Comparator<Place> BY_KEY = Comparator.comparingLong(
                    (Place it) -> it.device().value())
            .thenComparing(it -> it.conversation().value());

    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations batches;
    private final TransactionOperations transaction;

    JdbcOutstandingStore(JdbcClient jdbc, NamedParameterJdbcOperations batches, TransactionOperations transaction) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.transaction = transaction;
    }

    @Override
    public void change(
            Set<Place> begin, Set<Place> ifThere, Instant now, BiFunction<Place, Outstanding, Outstanding> change) {
        List<Place> all = new ArrayList<>(begin);
        all.addAll(ifThere);
        if (all.isEmpty()) {
            return;
        }
        transaction.executeWithoutResult(status -> {
            if (!begin.isEmpty()) {
                places(BEGIN, begin).update();
            }
            Map<Place, Outstanding> before = new HashMap<>();
            places(LOCK, all)
                    .query(JdbcOutstandingStore::taken)
                    .list()
                    .forEach(it -> before.put(it.place(), it.state()));
            SqlParameterSource[] changed = before.entrySet().stream()
                    .map(it -> values(it.getKey(), change.apply(it.getKey(), it.getValue()))
                            .addValue("now", utc(now)))
                    .toArray(SqlParameterSource[]::new);
            batches.batchUpdate(CHANGE, changed);
        });
    }

    private JdbcClient.StatementSpec places(String sql, Collection<Place> places) {
        List<Place> inOrder = places.stream().sorted(BY_KEY).toList();
        return jdbc.sql(sql)
                .param(
                        "devices",
                        inOrder.stream().map(it -> it.device().value()).toArray(Long[]::new))
                .param(
                        "conversations",
                        inOrder.stream().map(it -> it.conversation().value()).toArray(String[]::new));
    }

    @Override
    public List<Taken> take(Provider provider, Instant now, Duration lease, int limit) {
        return jdbc.sql(TAKE)
                .param("provider", provider.wireName())
                .param("now", utc(now))
                .param("until", utc(now.plus(lease)))
                .param("limit", limit)
                .query(JdbcOutstandingStore::taken)
                .list();
    }

    @Override
    public boolean finish(Taken taken, UnaryOperator<Outstanding> change) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            Optional<Taken> current = jdbc.sql(LOCK_TAKEN)
                    .param("device", taken.place().device().value())
                    .param("conversation", taken.place().conversation().value())
                    .param("lease", taken.lease())
                    .query(JdbcOutstandingStore::taken)
                    .optional();
            current.ifPresent(it -> jdbc.sql(FINISH)
                    .paramSource(values(it.place(), change.apply(it.state())))
                    .update());
            return current.isPresent();
        }));
    }

    @Override
    public List<Kept> find(ConversationId conversation, Collection<UserId> users) {
        return jdbc
                .sql(FIND)
                .param("conversation", conversation.value())
                .param("users", users.stream().map(UserId::value).toArray(Long[]::new))
                .query(JdbcOutstandingStore::taken)
                .list()
                .stream()
                .map(it -> new Kept(it.user(), it.place().device(), it.state()))
                .toList();
    }

    @Override
    public long countDue(Provider provider, Instant now) {
        return jdbc.sql(COUNT_DUE)
                .param("provider", provider.wireName())
                .param("now", utc(now))
                .query(Long.class)
                .single();
    }

    @Override
    public int forget(Instant before, int limit) {
        return jdbc.sql(FORGET)
                .param("before", utc(before))
                .param("limit", limit)
                .update();
    }

    private static MapSqlParameterSource values(Place place, Outstanding it) {
        return new MapSqlParameterSource()
                .addValue("device", place.device().value())
                .addValue("conversation", place.conversation().value())
                .addValue("askedSeq", it.asked().seq())
                .addValue("author", it.asked().author().map(UserId::value).orElse(0L))
                .addValue("unread", it.asked().unread())
                .addValue("mutedUntil", it.asked().mute().untilMillis())
                .addValue("preview", it.asked().preview())
                .addValue("askedAt", utc(it.asked().at()))
                .addValue("trace", it.asked().trace())
                .addValue("handledSeq", it.handledSeq())
                .addValue("shownSeq", it.shownSeq())
                .addValue("withdrawnSeq", it.withdrawnSeq())
                .addValue("due", it.due().map(JdbcOutstandingStore::utc).orElse(null))
                .addValue("attempts", it.attempts());
    }

    private static Taken taken(ResultSet row, int number) throws SQLException {
        long author = row.getLong("author");
        Asked asked = new Asked(
                row.getLong("asked_seq"),
                author == 0 ? Optional.empty() : Optional.of(new UserId(author)),
                row.getLong("unread"),
                new Mute(row.getLong("muted_until_ms")),
                row.getString("preview"),
                row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                row.getString("trace"));
        return new Taken(
                new Place(
                        new DeviceId(row.getLong("device_id")), ConversationId.parse(row.getString("conversation_id"))),
                new UserId(row.getLong("user_id")),
                new Outstanding(
                        asked,
                        row.getLong("handled_seq"),
                        row.getLong("shown_seq"),
                        row.getLong("withdrawn_seq"),
                        Optional.ofNullable(row.getObject("due_at", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant),
                        row.getInt("attempts")),
                row.getLong("lease"));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
