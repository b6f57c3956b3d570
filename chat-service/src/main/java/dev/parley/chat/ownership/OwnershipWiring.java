package dev.parley.chat.ownership;

import dev.parley.chat.admission.ConnectionCounts;
import dev.parley.chat.inbox.OwnedSlots;
import dev.parley.chat.topics.LoopLifecycle;
import dev.parley.contracts.ticket.TicketKeys;
import io.lettuce.core.RedisClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ServerSettings.class)
class OwnershipWiring {
    private static final int TICKET_ID_BYTES = 16;

    @Bean
    TicketKeys ticketKeys(@Value("${parley.ticket.keys}") List<String> keys) {
        return new TicketKeys(keys);
    }

    @Bean(destroyMethod = "close")
    RedisDirectory directory(RedisClient redis, @Value("${parley.region}") String region) {
        return new RedisDirectory(redis, region);
    }

    @Bean
    AnnounceServer announceServer(
            RedisDirectory directory,
            ServerSettings settings,
            @Value("${parley.region}") String region,
            OwnedSlots slots,
            ConnectionCounts connections) {
        return new AnnounceServer(directory, settings, region, slots, connections::connections);
    }

    @Bean
    Moves moves(AnnounceServer announced, ServerSettings settings, TicketKeys keys, Clock clock) {
        return new TicketedMoves(announced, settings, keys, randomIds(new SecureRandom()), clock);
    }

    private static Supplier<String> randomIds(SecureRandom random) {
        return () -> {
            byte[] bytes = new byte[TICKET_ID_BYTES];
            random.nextBytes(bytes);
            return HexFormat.of().formatHex(bytes);
        };
    }

    @Bean
    SmartLifecycle announceLifecycle(AnnounceServer announced) {
        return new SmartLifecycle() {
            private volatile boolean running;

            @Override
            public void start() {
                announced.start();
                running = true;
            }

            @Override
            public void stop() {
                announced.stop();
                running = false;
            }

            @Override
            public boolean isRunning() {
                return running;
            }

            @Override
            public int getPhase() {
                return LoopLifecycle.ANNOUNCE_PHASE;
            }
        };
    }
}
