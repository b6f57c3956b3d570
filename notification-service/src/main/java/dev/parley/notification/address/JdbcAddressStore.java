package dev.parley.notification.address;

import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import dev.parley.notification.provider.Provider;
import dev.parley.notification.provider.Target;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/// Table `push.addresses`.
final class JdbcAddressStore implements AddressStore {
    private static final String TAKE_FROM_OTHERS =
            "delete from push.addresses where provider = :provider and address = :address and device_id <> :device";
    private static final String PUT = """
            insert into push.addresses as a (device_id, user_id, provider, address, p256dh, auth, changed_at)
            values (:device, :user, :provider, :address, :p256dh, :auth, :now)
            on conflict (device_id) do update
            set user_id = excluded.user_id, provider = excluded.provider, address = excluded.address,
                p256dh = excluded.p256dh, auth = excluded.auth, version = a.version + 1,
                changed_at = excluded.changed_at
            where (a.user_id, a.provider, a.address, a.p256dh, a.auth) is distinct from
                (excluded.user_id, excluded.provider, excluded.address, excluded.p256dh, excluded.auth)
            """;
    private static final String REMOVE = "delete from push.addresses where device_id = :device";
    private static final String REMOVE_ALL = "delete from push.addresses where user_id = :user";
    private static final String COLUMNS =
            "select device_id, user_id, provider, address, p256dh, auth, version, badge, changed_at from push.addresses ";
    private static final String FIND = COLUMNS + "where device_id = :device";
    private static final String OF_USERS = COLUMNS + "where user_id = any(cast(:users as bigint[])) order by device_id";
    private static final String SET_BADGES = """
            update push.addresses a set badge = said.badge
            from unnest(cast(:users as bigint[]), cast(:badges as bigint[])) as said (user_id, badge)
            where a.user_id = said.user_id and a.badge <> said.badge
            """;

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;

    JdbcAddressStore(JdbcClient jdbc, TransactionOperations transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    public void put(UserId user, DeviceId device, Target target, Instant now) {
        Row row = Row.of(device, target);
        transaction.executeWithoutResult(status -> {
            jdbc.sql(TAKE_FROM_OTHERS)
                    .param("provider", target.provider().wireName())
                    .param("address", row.address())
                    .param("device", device.value())
                    .update();
            jdbc.sql(PUT)
                    .param("device", device.value())
                    .param("user", user.value())
                    .param("provider", target.provider().wireName())
                    .param("address", row.address())
                    .param("p256dh", row.p256dh())
                    .param("auth", row.auth())
                    .param("now", now.atOffset(ZoneOffset.UTC))
                    .update();
        });
    }

    /// @param p256dh and `auth`: null but for Web Push
    private record Row(
            String address,
            @Nullable String p256dh,
            @Nullable String auth) {
        static Row of(DeviceId device, Target target) {
            return switch (target) {
                case Target.Apns apns -> new Row(apns.token(), null, null);
                case Target.Fcm fcm -> new Row(fcm.token(), null, null);
                case Target.WebPush web -> new Row(web.endpoint(), web.p256dh(), web.auth());
                case Target.Log log -> new Row(device.toString(), null, null);
            };
        }

        static Target target(Provider provider, String address, String p256dh, String auth) {
            return switch (provider) {
                case APNS -> new Target.Apns(address);
                case FCM -> new Target.Fcm(address);
                case WEBPUSH -> new Target.WebPush(address, p256dh, auth);
                case LOG -> new Target.Log();
            };
        }
    }

    @Override
    public void remove(DeviceId device) {
        jdbc.sql(REMOVE).param("device", device.value()).update();
    }

    @Override
    public boolean removeVersion(DeviceId device, long version) {
        return jdbc.sql(REMOVE + " and version = :version")
                        .param("device", device.value())
                        .param("version", version)
                        .update()
                == 1;
    }

    @Override
    public int removeAll(UserId user) {
        return jdbc.sql(REMOVE_ALL).param("user", user.value()).update();
    }

    @Override
    public Optional<Address> find(DeviceId device) {
        return jdbc.sql(FIND)
                .param("device", device.value())
                .query(JdbcAddressStore::address)
                .optional();
    }

    @Override
    public List<Address> ofUsers(Set<UserId> users) {
        return jdbc.sql(OF_USERS)
                .param("users", users.stream().map(UserId::value).toArray(Long[]::new))
                .query(JdbcAddressStore::address)
                .list();
    }

    @Override
    public void setBadges(Map<UserId, Long> badges) {
        List<Map.Entry<UserId, Long>> said = List.copyOf(badges.entrySet());
        jdbc.sql(SET_BADGES)
                .param("users", said.stream().map(it -> it.getKey().value()).toArray(Long[]::new))
                .param("badges", said.stream().map(Map.Entry::getValue).toArray(Long[]::new))
                .update();
    }

    private static Address address(ResultSet row, int number) throws SQLException {
        String name = row.getString("provider");
        Provider provider =
                Provider.ofWireName(name).orElseThrow(() -> new IllegalStateException("no provider " + name));
        return new Address(
                new DeviceId(row.getLong("device_id")),
                new UserId(row.getLong("user_id")),
                Row.target(provider, row.getString("address"), row.getString("p256dh"), row.getString("auth")),
                row.getLong("version"),
                row.getLong("badge"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }
}
