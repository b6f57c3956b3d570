package dev.parley.presence.visibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.event.Glance;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.services.ServiceCaller;
import dev.parley.presence.support.FakeApi;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpVisibilityClientTest {
    private static final Glance ALICE_AT_BOB = new Glance(new UserId(7), new UserId(9));
    private static final Glance BOB_AT_ALICE = new Glance(new UserId(9), new UserId(7));
    private static final Glance ALICE_AT_ALICE = new Glance(new UserId(7), new UserId(7));

    private final FakeApi api = new FakeApi();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private long nowNanos;
    private final HttpVisibilityClient client = new HttpVisibilityClient(
            api.url(),
            new VisibilitySettings(Duration.ofSeconds(20), Duration.ofSeconds(5), Duration.ofSeconds(1)),
            new ServiceCaller("api-service", () -> "token"),
            new VisibilityMetrics(meters),
            () -> nowNanos);

    @AfterEach
    void close() {
        client.close();
        api.close();
    }

    @Test
    void answersAreKeptForAWhileSoABlockIsFeltAfterIt() {
        assertThat(client.allowed(List.of(ALICE_AT_BOB))).containsExactly(ALICE_AT_BOB);
        api.hidden.add(ALICE_AT_BOB);
        nowNanos += Duration.ofSeconds(19).toNanos();
        assertThat(client.allowed(List.of(ALICE_AT_BOB))).isNotEmpty();
        assertThat(api.asked).hasValue(1);
        nowNanos += Duration.ofSeconds(2).toNanos();
        assertThat(client.allowed(List.of(ALICE_AT_BOB, BOB_AT_ALICE))).containsExactly(BOB_AT_ALICE);
    }

    @Test
    void whileNobodyCanTellNobodyNewIsShownAndApiIsNotRushed() {
        client.allowed(List.of(ALICE_AT_BOB));
        api.away = true;
        for (int i = 0; i < 10; i++) {
            assertThat(client.allowed(List.of(ALICE_AT_BOB, BOB_AT_ALICE, ALICE_AT_ALICE)))
                    .containsExactlyInAnyOrder(ALICE_AT_BOB, ALICE_AT_ALICE);
        }
        assertThat(api.asked).hasValue(2);
        assertThat(meters.get("presence.visibility.unknown").counter().count()).isEqualTo(10);
        api.away = false;
        nowNanos += Duration.ofSeconds(2).toNanos();
        assertThat(client.allowed(List.of(BOB_AT_ALICE))).containsExactly(BOB_AT_ALICE);
    }

    @Test
    void thousandsAreAskedInParts() {
        List<Glance> many = LongStream.rangeClosed(10, 2_509)
                .mapToObj(user -> new Glance(new UserId(7), new UserId(user)))
                .toList();
        assertThat(client.allowed(many)).hasSize(2_500);
        assertThat(api.asked).hasValue(3);
    }
}
