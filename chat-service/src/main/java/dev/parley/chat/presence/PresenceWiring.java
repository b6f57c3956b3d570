package dev.parley.chat.presence;

import dev.parley.chat.inbox.OwnedSlots;
import dev.parley.chat.lifecycle.Phase;
import dev.parley.chat.lifecycle.Phased;
import dev.parley.chat.topics.KafkaAppender;
import dev.parley.chat.watch.Watches;
import dev.parley.contracts.record.PresenceRecords;
import dev.parley.kit.redis.RedisSettings;
import dev.parley.kit.time.Ticker;
import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PresenceSettings.class)
class PresenceWiring {
    private static final Logger log = LoggerFactory.getLogger(PresenceWiring.class);
    private static final int INCARNATION_BYTES = 8;

    @Bean
    RedisPresenceStore presenceStore(
            RedisClient redis,
            RedisSettings settings,
            @Value("${parley.region}") String region,
            @Value("${parley.chat.server.id:chat-1}") String server) {
        byte[] incarnation = new byte[INCARNATION_BYTES];
        new SecureRandom().nextBytes(incarnation);
        return new RedisPresenceStore(
                redis, region, server + "/" + HexFormat.of().formatHex(incarnation), settings.timeout());
    }

    @Bean
    AnnouncePresence announcePresence(
            OwnedSlots slots,
            RedisPresenceStore store,
            KafkaAppender impatientAppender,
            Watches watches,
            PresenceSettings settings,
            MeterRegistry registry,
            Ticker ticker,
            Clock clock) {
        impatientAppender.prepare(PresenceRecords.TOPIC);
        return new AnnouncePresence(
                slots,
                store,
                new KafkaPresencePublisher(impatientAppender),
                watches::forgotten,
                settings,
                new PresenceMetrics(registry),
                ticker,
                clock);
    }

    /// Its own thread, the only one that waits for Redis here.
    @Bean
    Phased presenceTurns(AnnouncePresence presence, PresenceSettings settings) {
        ScheduledExecutorService turns = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("parley-presence").factory());
        return new Phased(
                Phase.ANNOUNCE,
                () -> turns.scheduleWithFixedDelay(
                        () -> turn(presence), 0, settings.writeEvery().toMillis(), TimeUnit.MILLISECONDS),
                turns::shutdownNow);
    }

    private static void turn(AnnouncePresence presence) {
        try {
            presence.turn();
        } catch (RuntimeException bug) {
            // The schedule would end with it.
            log.atError().setMessage("presence_turn_failed").setCause(bug).log();
        }
    }
}
