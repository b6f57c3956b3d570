package dev.parley.discovery.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.directory.SlotOwner;
import dev.parley.contracts.directory.SlotTable;
import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.SessionId;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.ticket.Ticket;
import dev.parley.contracts.ticket.TicketKeys;
import dev.parley.discovery.connect.GrantConnection.Answer;
import dev.parley.discovery.directory.Directory;
import dev.parley.discovery.directory.Tables;
import dev.parley.discovery.region.Regions;
import dev.parley.discovery.region.Regions.Wish;
import dev.parley.kit.access.Caller;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class GrantConnectionTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.750Z");
    private static final Caller ALICE =
            new Caller(new UserId(1L << 22), new DeviceId(9L << 22), new SessionId(11L << 22));

    private final TicketKeys keys = new TicketKeys(List.of("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="));
    private final Directory directory = new Directory(Duration.ofMinutes(10), Duration.ofSeconds(10));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private long nanos;
    private final GrantConnection grantConnection = new GrantConnection(
            new ChooseServer(new Regions(List.of("eu", "us")), directory),
            keys,
            Duration.ofSeconds(60),
            InstantSource.fixed(NOW),
            () -> nanos,
            RandomGenerator.of("L64X128MixRandom"),
            new ConnectMetrics(meters));

    @Test
    void aUserIsSentToTheOwnerOfItsSlot() {
        directory.saw("eu", Tables.of("chat-1", "chat-2"), nanos);
        Grant grant = granted(Wish.NONE);
        String owner = "chat-" + (Slots.of(ALICE.user(), 2) + 1);
        assertThat(grant.server()).isEqualTo(owner);
        assertThat(grant.url()).hasToString("ws://gateway.test/ws/" + owner);
        assertThat(grant.region()).isEqualTo("eu");
        assertThat(meters.counter("discovery.connect.granted", "region", "eu").count())
                .isEqualTo(1.0);
    }

    @Test
    void theTicketIsForThisUserDeviceAndServerAndLivesAMinute() {
        directory.saw("eu", Tables.of("chat-1"), nanos);
        Grant grant = granted(Wish.NONE);
        Ticket ticket = check(grant);
        assertThat(ticket.user()).isEqualTo(ALICE.user());
        assertThat(ticket.device()).isEqualTo(ALICE.device());
        assertThat(ticket.server()).isEqualTo("chat-1");
        assertThat(ticket.expiresAt()).isEqualTo(grant.expiresAt()).isEqualTo(Instant.parse("2026-03-01T12:01:00Z"));
        assertThat(grant.toString()).doesNotContain(grant.ticket());
    }

    @Test
    void noTwoTicketsHaveTheSameId() {
        directory.saw("eu", Tables.of("chat-1"), nanos);
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            ids.add(check(granted(Wish.NONE)).id());
        }
        assertThat(ids).hasSize(1_000);
    }

    @Test
    void aWishedRegionIsGranted() {
        directory.saw("eu", Tables.of("chat-1"), nanos);
        directory.saw("us", Tables.of("chat-7"), nanos);
        assertThat(granted(new Wish(Optional.of("us"), Optional.empty())).server())
                .isEqualTo("chat-7");
    }

    @Test
    void whileASlotChangesHandsTheAnswerIsToRetry() {
        directory.saw(
                "eu",
                new SlotTable(Map.of("chat-1", Tables.server("chat-1", 1)), Map.of(0, new SlotOwner("chat-gone", 4))),
                nanos);
        assertRetry("no_owner");
    }

    @Test
    void withoutAnyServerTheAnswerIsToRetry() {
        directory.saw("eu", new SlotTable(Map.of(), Map.of()), nanos);
        assertRetry("no_owner");
    }

    @Test
    void withADirectoryTooOldTheAnswerIsToRetry() {
        directory.saw("eu", Tables.of("chat-1"), nanos);
        nanos = Duration.ofMinutes(10).toNanos() + 1;
        assertRetry("directory_stale");
    }

    private void assertRetry(String why) {
        assertThat(grantConnection.grant(ALICE, Wish.NONE))
                .isInstanceOfSatisfying(
                        Answer.No.class, no -> assertThat(no.refused().code()).isEqualTo(ErrorCode.RETRY));
        assertThat(meters.counter("discovery.connect.refused", "why", why, "region", "eu")
                        .count())
                .isEqualTo(1.0);
    }

    private Grant granted(Wish wish) {
        return ((Answer.Granted) grantConnection.grant(ALICE, wish)).grant();
    }

    private Ticket check(Grant grant) {
        return ((TicketKeys.Checked.Good) keys.check(grant.ticket(), NOW)).ticket();
    }
}
