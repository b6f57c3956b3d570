package dev.parley.chat.edge;

import static dev.parley.chat.edge.TestEdge.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.chat.presence.SignOfLife;
import dev.parley.contracts.id.UserId;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdgePresenceTest {
    private final TestEdge edge = new TestEdge();

    @AfterEach
    void stop() {
        edge.close();
    }

    private SignOfLife life() {
        await().until(() -> edge.presence.alive.containsKey(ALICE));
        return Objects.requireNonNull(edge.presence.alive.get(ALICE));
    }

    @Test
    void aHeartbeatIsASignOfLifeAndNothingElse() {
        try (TestClient client = edge.live()) {
            SignOfLife life = life();
            long before = life.heardNanos();
            client.send("{\"type\":\"heartbeat\"}");
            await().until(() -> life.heardNanos() - before > 0);
            client.expectAlive();
        }
        await().until(() -> edge.presence.alive.isEmpty());
        assertThat(edge.presence.gone).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theEndOfAConnectionIsNoSignOfLife(boolean withACloseFrame) {
        try (TestClient client = edge.live()) {
            SignOfLife life = life();
            long before = life.heardNanos();
            client.send("{\"type\":\"heartbeat\"}");
            await().until(() -> life.heardNanos() - before > 0);
            long last = life.heardNanos();
            if (withACloseFrame) {
                client.sayGoodbye();
            } else {
                client.close();
            }
            await().until(() -> edge.presence.alive.isEmpty());
            assertThat(life.heardNanos()).isEqualTo(last);
        }
    }

    @Test
    void heartbeatsByTheThousandCostNobodyElseAnything() {
        try (TestClient client = edge.live()) {
            for (int i = 0; i < 5_000; i++) {
                client.send("{\"type\":\"heartbeat\"}");
            }
            try (TestClient other = edge.live(TestEdge.BOB, new dev.parley.contracts.id.DeviceId(91))) {
                other.expectAlive();
            }
            await().untilAsserted(() -> assertThat(edge.presence.alive).containsOnlyKeys(ALICE));
        }
    }

    @Test
    void watchAndUnwatchReachThoseWhoAnswerThem() {
        try (TestClient client = edge.live()) {
            client.send("{\"type\":\"watch\",\"userIds\":[\"9\",\"11\"]}");
            client.send("{\"type\":\"unwatch\",\"userIds\":[\"11\"]}");
            await().untilAsserted(() -> assertThat(edge.presence.watched).containsExactly(new UserId(9)));
        }
    }

    @Test
    void watchingTooManyIsRefusedAndTheSocketStaysOpen() {
        edge.presence.max = 1;
        try (TestClient client = edge.live()) {
            client.send("{\"type\":\"watch\",\"userIds\":[\"9\",\"11\"]}");
            client.expectError("too_many_watched");
            client.expectAlive();
        }
    }

    @Test
    void aListOfTenThousandIsNoFrame() {
        String ids = IntStream.rangeClosed(1, 10_000)
                .mapToObj(id -> "\"" + id + "\"")
                .collect(Collectors.joining(","));
        try (TestClient client = edge.live()) {
            client.send("{\"type\":\"watch\",\"userIds\":[" + ids + "]}");
            client.expectError("invalid_frame");
            client.send("{\"type\":\"watch\",\"userIds\":[\"Bob\"]}");
            client.expectError("invalid_frame");
            client.expectAlive();
            assertThat(edge.presence.watched).isEmpty();
        }
    }
}
