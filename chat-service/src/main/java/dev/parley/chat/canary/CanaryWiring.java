package dev.parley.chat.canary;

import dev.parley.chat.inbox.OwnedSlots;
import dev.parley.chat.lifecycle.Phase;
import dev.parley.chat.lifecycle.Phased;
import dev.parley.chat.ownership.ServerSettings;
import dev.parley.chat.tls.NettyTls;
import dev.parley.contracts.ticket.TicketKeys;
import dev.parley.kit.time.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CanarySettings.class)
class CanaryWiring {
    private static final Logger log = LoggerFactory.getLogger(CanaryWiring.class);

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty("parley.chat.canary.enabled")
    static class EnabledWiring {
        @Bean
        HttpCanaryClient canaryClient(ServerSettings server, NettyTls edgeTls, TicketKeys keys, Clock clock) {
            SecureRandom random = new SecureRandom();
            return new HttpCanaryClient(
                    URI.create((edgeTls.isOn() ? "wss://" : "ws://") + server.address() + "/ws/" + server.id()),
                    server.id(),
                    edgeTls.trustInSelf(),
                    keys,
                    () -> "canary-" + Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong()),
                    clock);
        }

        /// Starts when clients can come in and ends before they are sent away.
        @Bean
        Phased canaryTurns(
                HttpCanaryClient client,
                OwnedSlots slots,
                CanarySettings settings,
                MeterRegistry registry,
                Ticker ticker,
                Clock clock) {
            PassCanaries canaries = new PassCanaries(
                    client,
                    slots::numbers,
                    slots.total(),
                    settings.patience(),
                    new CanaryMetrics(registry),
                    RandomGenerator.getDefault(),
                    ticker,
                    clock);
            ScheduledExecutorService turns = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("parley-canary").daemon().factory());
            return new Phased(
                    Phase.DRAIN,
                    () -> turns.scheduleWithFixedDelay(
                            () -> turn(canaries), 0, settings.every().toMillis(), TimeUnit.MILLISECONDS),
                    turns::shutdownNow);
        }
    }

    private static void turn(PassCanaries canaries) {
        try {
            canaries.turn();
        } catch (InterruptedException stop) {
            canaries.leave();
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            // The schedule would end with it.
            log.atError().setMessage("canary_turn_failed").setCause(bug).log();
        }
    }
}
