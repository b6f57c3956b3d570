package dev.parley.chat.ownership;

import dev.parley.chat.admission.ConnectionCounts;
import dev.parley.chat.admission.ReturnTickets;
import dev.parley.chat.inbox.OwnedSlots;
import dev.parley.chat.lifecycle.Phase;
import dev.parley.chat.lifecycle.Phased;
import dev.parley.chat.share.FixedShare;
import dev.parley.chat.tls.NettyTls;
import dev.parley.chat.topics.Topics;
import dev.parley.contracts.ticket.TicketKeys;
import dev.parley.kit.launch.Fence;
import dev.parley.kit.time.Pause;
import dev.parley.kit.time.Ticker;
import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ServerSettings.class, HandoverSettings.class})
class OwnershipWiring {
    private static final int TICKET_ID_BYTES = 16;

    @Bean
    TicketKeys ticketKeys(@Value("${parley.ticket.keys}") List<String> keys) {
        return new TicketKeys(keys);
    }

    @Bean
    RedisCalls directoryCalls(RedisClient redis) {
        return new RedisCalls(redis);
    }

    @Bean
    RedisDirectory directory(RedisCalls calls, @Value("${parley.region}") String region) {
        return new RedisDirectory(calls, region);
    }

    @Bean
    RegisterServer registerServer(
            RedisCalls calls,
            ServerSettings settings,
            @Value("${parley.region}") String region,
            Topics topics,
            Pause pause) {
        String incarnation = randomIds(new SecureRandom()).get();
        return new RegisterServer(
                new RedisClaimStore(calls, region),
                settings,
                new Identity(region, incarnation + " at " + settings.address(), topics.identity()),
                pause,
                new Fence());
    }

    @Bean
    AnnounceThread announceThread() {
        return new AnnounceThread();
    }

    @Bean
    AnnounceServer announceServer(
            RedisDirectory directory,
            ServerSettings settings,
            @Value("${parley.region}") String region,
            OwnedSlots slots,
            ConnectionCounts connections,
            NettyTls edgeTls,
            AnnounceThread thread) {
        return new AnnounceServer(
                directory, settings, region, slots, connections::connections, edgeTls.isOn(), thread::soon);
    }

    @Bean
    Owners owners(AnnounceServer announced, OwnedSlots slots) {
        return new Owners(announced::table, slots.total());
    }

    @Bean
    Moves moves(Owners owners, ServerSettings settings, TicketKeys keys, Clock clock) {
        return new TicketedMoves(owners, settings, keys, randomIds(new SecureRandom()), clock);
    }

    @Bean
    ReturnTickets returnTickets(TicketKeys keys, ServerSettings settings, Clock clock) {
        return new ReturnTickets(keys, settings.id(), settings.returnLife(), randomIds(new SecureRandom()), clock);
    }

    /// Of the inbox's slots.
    @Bean
    HandOverSlots inboxShare(
            ServerSettings server,
            HandoverSettings settings,
            OwnedSlots slots,
            ConnectionCounts connections,
            AnnounceServer announced,
            Owners owners,
            Moves moves,
            MeterRegistry registry,
            Ticker ticker) {
        return new HandOverSlots(
                server,
                settings,
                slots,
                connections::connections,
                announced::isToDrain,
                owners,
                moves,
                new HandoverMetrics(registry),
                ticker);
    }

    /// Of the conversation log's partitions.
    @Bean
    FixedShare sequencerShare(ServerSettings server) {
        return new FixedShare(server.id(), server.publicUrl(), server.weight());
    }

    private static Supplier<String> randomIds(SecureRandom random) {
        return () -> {
            byte[] bytes = new byte[TICKET_ID_BYTES];
            random.nextBytes(bytes);
            return HexFormat.of().formatHex(bytes);
        };
    }

    @Bean
    Phased announceLifecycle(
            RegisterServer registered, AnnounceServer announced, AnnounceThread thread, ServerSettings settings) {
        return new Phased(
                Phase.ANNOUNCE,
                () -> {
                    registered.start();
                    thread.start(announced::announce, settings.announceEvery());
                },
                () -> {
                    thread.stop();
                    announced.leave();
                    registered.stop();
                });
    }

    @Bean
    Phased drainLifecycle(AnnounceServer announced, HandOverSlots handover) {
        return new Phased(Phase.DRAIN, () -> {}, () -> {
            announced.draining();
            handover.drain();
        });
    }
}
