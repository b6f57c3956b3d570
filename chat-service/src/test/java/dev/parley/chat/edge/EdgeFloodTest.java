package dev.parley.chat.edge;

import static dev.parley.chat.edge.TestEdge.ALICE;
import static dev.parley.chat.edge.TestEdge.BOB;
import static dev.parley.chat.edge.TestEdge.DIRECT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.contracts.frame.Cursor;
import dev.parley.contracts.id.DeviceId;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EdgeFloodTest {
    private static final int RATE = 100;
    private static final int BURST = 50;

    private final EdgeSettings.Limits limits = TestLimits.of(it -> {
        it.framesPerSecond = RATE;
        it.frameBurst = BURST;
        it.sendsPerSecond = 10;
        it.sendBurst = 20;
    });

    @Test
    void whoSendsAsFastAsItCanSlowsOnlyItself() {
        byte[] ack = frame("{\"type\":\"ack\",\"cursor\":\"" + new Cursor(1, 4).text() + "\"}");
        try (TestEdge edge = new TestEdge(TestEdge.TIMEOUTS, limits);
                RawSocket flooder = new RawSocket(edge.port()).live(edge);
                // One on each of the two event loops.
                TestClient one = edge.live(BOB, new DeviceId(91));
                TestClient two = edge.live(BOB, new DeviceId(92))) {
            long start = System.nanoTime();
            AtomicLong sent = flood(flooder, ack);
            await().untilAsserted(() -> assertThat(
                            edge.meters.get("chat.edge.paced").counter().count())
                    .isPositive());
            for (int i = 0; i < 9; i++) {
                one.send(TestEdge.send("one-" + i, DIRECT, "hi"));
                one.expectAlive();
                two.send(TestEdge.send("two-" + i, DIRECT, "hi"));
                two.expectAlive();
            }
            assertThat(edge.log.names()).hasSize(18);
            // TCP holds the flood up: it sends far more than is read, until no buffer takes more.
            await().untilAsserted(() -> assertThat(sent.get()).isGreaterThan(10 * BURST));
            long handled = edge.inboxes.confirmed.size();
            long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds() + 1;
            // One read of the socket may bring frames beyond the rate; their time is waited for afterwards.
            assertThat(handled).isBetween((long) BURST, BURST + seconds * RATE + 65_536 / ack.length);
        }
    }

    @Test
    void sendsBeyondAUsersRateLeaveOthersTheirs() {
        byte[] send = frame(TestEdge.send("m", DIRECT, "hi"));
        try (TestEdge edge = new TestEdge(TestEdge.TIMEOUTS, limits);
                RawSocket flooder = new RawSocket(edge.port()).live(edge);
                TestClient other = edge.live(BOB, new DeviceId(91))) {
            flood(flooder, send);
            await().untilAsserted(() -> assertThat(edge.count("chat.edge.refused", "code", "rate_limited"))
                    .isPositive());
            for (int i = 0; i < 20; i++) {
                other.send(TestEdge.send("b-" + i, DIRECT, "hi"));
                other.expectAlive();
            }
            assertThat(edge.log.entries())
                    .filteredOn(it -> it.send().author().equals(BOB))
                    .hasSize(20);
            assertThat(edge.log.entries())
                    .filteredOn(it -> it.send().author().equals(ALICE))
                    .hasSizeLessThan(200);
        }
    }

    /// Whose first attempt is looked for in four partitions pays for four.
    @Test
    void sendsThatMustBeLookedForPayForIt() {
        try (TestEdge edge = new TestEdge(TestEdge.TIMEOUTS, limits);
                TestClient alice = edge.live(ALICE, new DeviceId(90))) {
            edge.inboxes.newestSeq = 3 * 4_096;
            for (int i = 0; i < 6; i++) {
                alice.send(TestEdge.send("far-" + i, DIRECT, "hi"));
            }
            alice.expectError("rate_limited");
            alice.expectAlive();
            assertThat(edge.log.names()).containsExactly("far-0", "far-1", "far-2", "far-3", "far-4");
        }
    }

    private static byte[] frame(String json) {
        return RawSocket.frame(true, RawSocket.TEXT, json.getBytes(UTF_8));
    }

    /// Until the socket closes.
    private static AtomicLong flood(RawSocket socket, byte[] frame) {
        AtomicLong sent = new AtomicLong();
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    socket.write(frame);
                    sent.incrementAndGet();
                }
            } catch (UncheckedIOException closed) {
                // The test is over.
            }
        });
        return sent;
    }
}
