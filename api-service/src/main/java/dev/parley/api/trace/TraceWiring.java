package dev.parley.api.trace;

import dev.parley.api.block.BlockStore;
import dev.parley.api.conversation.ParticipantStore;
import dev.parley.api.history.CassandraConnection;
import dev.parley.api.history.HistoryStore;
import dev.parley.api.visibility.CheckVisibility;
import dev.parley.kit.services.ServiceCallers;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TraceSettings.class)
class TraceWiring {
    @Bean
    HttpPushClient pushClient(
            @Value("${parley.urls.notification}") URI notification, TraceSettings settings, ServiceCallers callers) {
        return new HttpPushClient(notification, settings.pushTimeout(), callers.of("notification-service"));
    }

    @Bean
    ReadTrace readTrace(
            CassandraConnection cassandra,
            HistoryStore history,
            ParticipantStore participants,
            BlockStore blocks,
            CheckVisibility checkVisibility,
            HttpPushClient pushes,
            MeterRegistry registry,
            Clock clock) {
        TraceStore store = new CassandraTraceStore(cassandra);
        return new ReadTrace(
                new FindMessage(history, store),
                store,
                history,
                new CheckDiscretion(history, participants, blocks::isBetween, checkVisibility::check),
                pushes,
                new TraceMetrics(registry),
                clock);
    }
}
