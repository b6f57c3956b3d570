package dev.parley.testkit.engines;

import dev.parley.engines.EngineAddresses;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/// A PostgreSQL database of one test class.
///
/// @param url for JDBC
public record TestDatabase(String url, String user, String password) {

    static TestDatabase create(EngineAddresses addresses, String name) {
        String url = addresses.postgresUrl();
        try (Connection connection =
                        DriverManager.getConnection(url, addresses.postgresUser(), addresses.postgresPassword());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("No database for a test", e);
        }
        return new TestDatabase(
                url.substring(0, url.lastIndexOf('/') + 1) + name,
                addresses.postgresUser(),
                addresses.postgresPassword());
    }
}
