package dev.parley.api.erase;

import dev.parley.api.admin.AuditStore;
import dev.parley.api.group.LeaveGroups;
import dev.parley.api.history.CassandraConnection;
import dev.parley.api.history.HistoryStore;
import dev.parley.api.session.ChangeSessions;
import dev.parley.kit.services.ServiceCallers;
import io.lettuce.core.RedisClient;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class EraseWiring {
    /// For notification-service. Beyond it the operator is told to try again.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Bean
    HttpAddressClient addressClient(@Value("${parley.urls.notification}") URI notification, ServiceCallers callers) {
        return new HttpAddressClient(notification, PATIENCE, callers.of("notification-service"));
    }

    @Bean
    EraseUser eraseUser(
            AuditStore audit,
            ChangeSessions sessions,
            LeaveGroups leaveGroups,
            HttpAddressClient addresses,
            CassandraConnection cassandra,
            HistoryStore history,
            RedisClient redis,
            @Value("${parley.region}") String region,
            JdbcClient jdbc,
            Clock clock) {
        return new EraseUser(
                audit,
                sessions::suspend,
                new RedisLastSeenStore(redis, region),
                leaveGroups::leaveAll,
                addresses,
                new CassandraOwnTalkStore(cassandra, history),
                new JdbcUserRowStore(jdbc),
                clock);
    }
}
