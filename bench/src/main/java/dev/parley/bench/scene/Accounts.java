package dev.parley.bench.scene;

import dev.parley.bench.load.Person;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.Snowflake;
import dev.parley.contracts.id.UserId;
import dev.parley.engines.EngineAddresses;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Accounts put into PostgreSQL as rows: a password is hashed in tens of milliseconds, which thousands of them would
/// take minutes of. Nobody can log in to them.
final class Accounts {
    private static final String USERS =
            "insert into api.users (id, name, display_name, search_key, password_hash, created_at) "
                    + "select id, 'bench' || id, 'Bench', 'bench', 'none', now() from unnest(?::bigint[]) as id";
    private static final String DEVICES =
            "insert into api.devices (id, user_id, name, created_at, last_seen_at) select device, owner, 'bench', "
                    + "now(), now() from unnest(?::bigint[], ?::bigint[]) as pair(device, owner)";

    /// No service is leased this one's ids: their times lie before any process of this cluster began.
    private static final int WORKER = Snowflake.MAX_WORKER;

    private static final long FIRST_MS = Snowflake.EPOCH_MS + 86_400_000;

    /// Behind all accounts.
    private static final int FIRST_STRANGER = 1_000_000;

    private Accounts() {}

    /// Somebody without a row, whom a ticket lets in all the same; the same for the same number.
    static Person stranger(int number) {
        return person(FIRST_STRANGER + number);
    }

    private static Person person(int number) {
        return new Person(new UserId(id(2 * number)), new DeviceId(id(2 * number + 1)));
    }

    static List<Person> make(EngineAddresses engines, int howMany) {
        List<Person> people =
                IntStream.range(0, howMany).mapToObj(Accounts::person).toList();
        try (Connection connection = DriverManager.getConnection(
                engines.postgresUrl(), engines.postgresUser(), engines.postgresPassword())) {
            Array users = longs(connection, people, true);
            Array devices = longs(connection, people, false);
            try (PreparedStatement insert = connection.prepareStatement(USERS)) {
                insert.setArray(1, users);
                insert.executeUpdate();
            }
            try (PreparedStatement insert = connection.prepareStatement(DEVICES)) {
                insert.setArray(1, devices);
                insert.setArray(2, users);
                insert.executeUpdate();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("accounts can't be made", e);
        }
        return new ArrayList<>(people);
    }

    private static Array longs(Connection connection, List<Person> people, boolean users) throws SQLException {
        return connection.createArrayOf(
                "bigint",
                people.stream()
                        .map(person ->
                                users ? person.user().value() : person.device().value())
                        .toArray(Long[]::new));
    }

    /// One for each millisecond, as if they had come in over time.
    private static long id(int number) {
        return Snowflake.of(FIRST_MS + number, WORKER, 0);
    }
}
