package dev.parley.kit.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.ssl.ProgrammaticSslEngineFactory;
import dev.parley.kit.tls.Trust;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// One session for the whole service. It has no keyspace: statements name theirs, so that a service starts before
/// the schema exists.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CassandraSettings.class)
public class CassandraWiring {
    /// Else a node that is reached by its address would have to show a certificate for the name that a reverse
    /// look-up finds, whoever answers that, and one for the address would not do.
    private static final boolean NAMES_FROM_DNS = false;

    @Bean(destroyMethod = "close")
    CqlSession cqlSession(CassandraSettings settings) {
        return open(settings);
    }

    /// Opens a session; waits for a node to appear as long as it takes.
    public static CqlSession open(CassandraSettings settings) {
        CqlSessionBuilder session = CqlSession.builder()
                .addContactPoints(settings.addresses())
                .withLocalDatacenter(settings.datacenter())
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withString(DefaultDriverOption.REQUEST_CONSISTENCY, "LOCAL_QUORUM")
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, settings.requestTimeout())
                        // Every statement of ours writes the same thing when repeated.
                        .withBoolean(DefaultDriverOption.REQUEST_DEFAULT_IDEMPOTENCE, true)
                        .withBoolean(DefaultDriverOption.RECONNECT_ON_INIT, true)
                        .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, Duration.ofMillis(200))
                        .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, Duration.ofSeconds(2))
                        .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, Duration.ofSeconds(5))
                        .withDuration(DefaultDriverOption.METADATA_SCHEMA_REQUEST_TIMEOUT, Duration.ofSeconds(20))
                        .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
                        .withBoolean(DefaultDriverOption.REQUEST_WARN_IF_SET_KEYSPACE, false)
                        .build());
        if (settings.tls()) {
            session.withSslEngineFactory(
                    new ProgrammaticSslEngineFactory(tls(settings), null, settings.checkNames(), NAMES_FROM_DNS));
        }
        return settings.user().isEmpty()
                ? session.build()
                : session.withAuthCredentials(settings.user(), settings.password())
                        .build();
    }

    private static SSLContext tls(CassandraSettings settings) {
        return Trust.of("parley.cassandra.ca-file", settings.caFile()).context().orElseGet(() -> {
            try {
                return SSLContext.getDefault();
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("every JDK has TLS", impossible);
            }
        });
    }
}
