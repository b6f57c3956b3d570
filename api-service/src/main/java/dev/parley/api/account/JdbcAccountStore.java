package dev.parley.api.account;

import dev.parley.api.text.PlainText;
import dev.parley.contracts.id.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/// Tables `users` and `settings`.
final class JdbcAccountStore implements AccountStore {
    private static final String ADD = """
            insert into users (id, name, display_name, search_key, about, password_hash, created_at)
            values (:id, :name, :displayName, :searchKey, :about, :passwordHash, :createdAt)
            on conflict (name) do nothing
            """;
    private static final String PASSWORD_BY_NAME = "select id, password_hash from users where name = :name";
    private static final String PASSWORD_BY_ID = "select id, password_hash from users where id = :id";
    private static final String CHANGE_PASSWORD = "update users set password_hash = :passwordHash where id = :id";
    private static final String PROFILE = "select id, name, display_name, about, created_at from users ";
    private static final String CHANGE = """
            update users
            set display_name = coalesce(cast(:displayName as text), display_name),
                search_key = coalesce(cast(:searchKey as text), search_key),
                about = coalesce(cast(:about as text), about)
            where id = :id
            """;
    private static final String BY_NAME = "where name >= :from and name < :to order by name limit :limit";
    private static final String BY_DISPLAY_NAME =
            "where search_key >= :from and search_key < :to order by search_key, id limit :limit";
    /// The user, since nobody has settings who never changed any.
    private static final String LOCK = "select id from users where id = :id for no key update";

    private static final String PREFERENCES = """
            select read_receipts, last_seen_visibility, push_preview, time_zone, invisible, quiet_from, quiet_to
            from settings where user_id = :id
            """;
    private static final String SET_PREFERENCES = """
            insert into settings (user_id, read_receipts, last_seen_visibility, push_preview, time_zone, invisible,
                quiet_from, quiet_to)
            values (:id, :readReceipts, :lastSeenVisibility, :pushPreview, :timeZone, :invisible,
                cast(:quietFrom as time), cast(:quietTo as time))
            on conflict (user_id) do update
            set read_receipts = excluded.read_receipts, last_seen_visibility = excluded.last_seen_visibility,
                push_preview = excluded.push_preview, time_zone = excluded.time_zone,
                invisible = excluded.invisible, quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to
            """;

    /// The last code point: what begins with a text lies between it and it followed by this.
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;

    JdbcAccountStore(JdbcClient jdbc, TransactionOperations transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    public boolean add(Profile profile, String passwordHash) {
        return jdbc.sql(ADD)
                        .param("id", profile.id().value())
                        .param("name", profile.name().value())
                        .param("displayName", profile.displayName())
                        .param("searchKey", PlainText.searchKey(profile.displayName()))
                        .param("about", profile.about())
                        .param("passwordHash", passwordHash)
                        .param("createdAt", profile.createdAt().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    @Override
    public Optional<PasswordHash> passwordOf(UserName name) {
        return jdbc.sql(PASSWORD_BY_NAME)
                .param("name", name.value())
                .query(JdbcAccountStore::passwordHash)
                .optional();
    }

    @Override
    public Optional<PasswordHash> passwordOf(UserId user) {
        return jdbc.sql(PASSWORD_BY_ID)
                .param("id", user.value())
                .query(JdbcAccountStore::passwordHash)
                .optional();
    }

    private static PasswordHash passwordHash(ResultSet row, int number) throws SQLException {
        return new PasswordHash(new UserId(row.getLong("id")), row.getString("password_hash"));
    }

    @Override
    public void changePassword(UserId user, String passwordHash) {
        jdbc.sql(CHANGE_PASSWORD)
                .param("id", user.value())
                .param("passwordHash", passwordHash)
                .update();
    }

    @Override
    public Optional<Profile> profile(UserId user) {
        return jdbc.sql(PROFILE + "where id = :id")
                .param("id", user.value())
                .query(JdbcAccountStore::profile)
                .optional();
    }

    @Override
    public Optional<Profile> named(UserName name) {
        return jdbc.sql(PROFILE + "where name = :name")
                .param("name", name.value())
                .query(JdbcAccountStore::profile)
                .optional();
    }

    @Override
    public void change(UserId user, @Nullable String displayName, @Nullable String about) {
        jdbc.sql(CHANGE)
                .param("id", user.value())
                .param("displayName", displayName)
                .param("searchKey", displayName == null ? null : PlainText.searchKey(displayName))
                .param("about", about)
                .update();
    }

    @Override
    public List<Profile> startingWith(String searchKey, int limit) {
        Map<UserId, Profile> found = new LinkedHashMap<>();
        for (String where : List.of(BY_NAME, BY_DISPLAY_NAME)) {
            if (found.size() < limit) {
                jdbc.sql(PROFILE + where)
                        .param("from", searchKey)
                        .param("to", searchKey + LAST)
                        .param("limit", limit)
                        .query(JdbcAccountStore::profile)
                        .list()
                        .forEach(profile -> found.putIfAbsent(profile.id(), profile));
            }
        }
        List<Profile> inOrder = new ArrayList<>(found.values());
        return List.copyOf(inOrder.subList(0, Math.min(limit, inOrder.size())));
    }

    private static Profile profile(ResultSet row, int number) throws SQLException {
        return new Profile(
                new UserId(row.getLong("id")),
                new UserName(row.getString("name")),
                row.getString("display_name"),
                row.getString("about"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    @Override
    public Preferences preferences(UserId user) {
        return jdbc.sql(PREFERENCES)
                .param("id", user.value())
                .query(JdbcAccountStore::preferences)
                .optional()
                .orElse(Preferences.DEFAULT);
    }

    private static Preferences preferences(ResultSet row, int number) throws SQLException {
        return new Preferences(
                row.getBoolean("read_receipts"),
                Preferences.LastSeenVisibility.valueOf(
                        row.getString("last_seen_visibility").toUpperCase(Locale.ROOT)),
                row.getBoolean("push_preview"),
                ZoneId.of(row.getString("time_zone")),
                row.getBoolean("invisible"),
                quietHours(row.getObject("quiet_from", LocalTime.class), row.getObject("quiet_to", LocalTime.class)));
    }

    private static Optional<QuietHours> quietHours(@Nullable LocalTime from, @Nullable LocalTime to) {
        return from == null || to == null ? Optional.empty() : Optional.of(new QuietHours(from, to));
    }

    @Override
    public Preferences changePreferences(UserId user, UnaryOperator<Preferences> change) {
        return Objects.requireNonNull(transaction.execute(begun -> {
            jdbc.sql(LOCK).param("id", user.value()).query(Long.class).optional();
            Preferences changed = change.apply(preferences(user));
            set(user, changed);
            return changed;
        }));
    }

    private void set(UserId user, Preferences preferences) {
        jdbc.sql(SET_PREFERENCES)
                .param("id", user.value())
                .param("readReceipts", preferences.readReceipts())
                .param(
                        "lastSeenVisibility",
                        preferences.lastSeenVisibility().name().toLowerCase(Locale.ROOT))
                .param("pushPreview", preferences.pushPreview())
                .param("timeZone", preferences.timeZone().getId())
                .param("invisible", preferences.invisible())
                .param(
                        "quietFrom",
                        preferences.quietHours().map(QuietHours::from).orElse(null))
                .param("quietTo", preferences.quietHours().map(QuietHours::to).orElse(null))
                .update();
    }
}
