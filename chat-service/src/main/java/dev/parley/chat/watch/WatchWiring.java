package dev.parley.chat.watch;

import dev.parley.chat.lifecycle.Phase;
import dev.parley.chat.lifecycle.Phased;
import dev.parley.kit.services.ServiceCallers;
import dev.parley.kit.time.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WatchSettings.class)
class WatchWiring {
    private static final long LOOK_EVERY_MS = 1_000;

    @Bean
    HttpPresenceClient presenceClient(
            @Value("${parley.urls.presence}") URI presence, WatchSettings settings, ServiceCallers callers) {
        return new HttpPresenceClient(presence, settings.timeout(), callers.of("presence-service"));
    }

    @Bean
    AnswerWatches answerWatches(
            HttpPresenceClient presence,
            WatchSettings settings,
            MeterRegistry registry,
            Ticker ticker,
            ExecutorService storeCalls) {
        return new AnswerWatches(presence, settings, new WatchMetrics(registry), ticker, storeCalls);
    }

    @Bean
    Phased watchRenewals(AnswerWatches watches) {
        ScheduledExecutorService turns = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("parley-watches").factory());
        return new Phased(
                Phase.ANNOUNCE,
                () -> turns.scheduleWithFixedDelay(watches::renew, LOOK_EVERY_MS, LOOK_EVERY_MS, TimeUnit.MILLISECONDS),
                turns::shutdownNow);
    }
}
