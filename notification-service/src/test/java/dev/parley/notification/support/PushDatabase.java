package dev.parley.notification.support;

import com.zaxxer.hikari.HikariDataSource;
import dev.parley.testkit.engines.TestDatabase;
import dev.parley.testkit.engines.TestEngines;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// A database with this service's tables and nothing in them.
public final class PushDatabase implements AutoCloseable {
    private final HikariDataSource source = new HikariDataSource();

    public PushDatabase() {
        TestDatabase database = TestEngines.get().freshPostgresDatabase();
        source.setJdbcUrl(database.url());
        source.setUsername(database.user());
        source.setPassword(database.password());
        source.setMaximumPoolSize(4);
        Flyway.configure()
                .dataSource(source)
                .schemas("push")
                .locations("classpath:db/notification")
                .load()
                .migrate();
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(source);
    }

    public NamedParameterJdbcTemplate batches() {
        return new NamedParameterJdbcTemplate(source);
    }

    public TransactionTemplate transaction() {
        return new TransactionTemplate(new JdbcTransactionManager(source));
    }

    @Override
    public void close() {
        source.close();
    }
}
