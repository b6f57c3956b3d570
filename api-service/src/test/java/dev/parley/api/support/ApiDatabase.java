package dev.parley.api.support;

import com.zaxxer.hikari.HikariDataSource;
import dev.parley.contracts.id.UserId;
import dev.parley.testkit.engines.TestDatabase;
import dev.parley.testkit.engines.TestEngines;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// A database with this service's tables and nothing in them, for tests of a store alone.
public final class ApiDatabase implements AutoCloseable {
    private final HikariDataSource source = new HikariDataSource();
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public ApiDatabase() {
        TestDatabase database = TestEngines.get().freshPostgresDatabase();
        source.setJdbcUrl(database.url());
        source.setUsername(database.user());
        source.setPassword(database.password());
        source.setSchema("api");
        Flyway.configure()
                .dataSource(source)
                .schemas("api")
                .locations("classpath:db/api")
                .load()
                .migrate();
        jdbc = JdbcClient.create(source);
        transaction = new TransactionTemplate(new JdbcTransactionManager(source));
    }

    public JdbcClient jdbc() {
        return jdbc;
    }

    public TransactionTemplate transaction() {
        return transaction;
    }

    public void addUser(UserId user) {
        jdbc.sql("insert into users (id, name, display_name, search_key, password_hash, created_at)"
                        + " values (:id, :name, :name, :name, '', now())")
                .param("id", user.value())
                .param("name", "user-" + user)
                .update();
    }

    @Override
    public void close() {
        source.close();
    }
}
