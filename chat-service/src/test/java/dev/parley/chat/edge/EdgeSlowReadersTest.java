package dev.parley.chat.edge;

import static dev.parley.chat.edge.TestEdge.BOB;
import static dev.parley.chat.edge.TestEdge.GROUP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.chat.inbox.Connection;
import dev.parley.chat.inbox.EncodedFrame;
import dev.parley.chat.inbox.Inboxes;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.frame.Cursor;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.MessageId;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/// What waits for all clients together is bounded, whoever reads and whoever does not.
class EdgeSlowReadersTest {
    /// Two file descriptors each, since both ends are in this process; 4,096 is what most systems allow.
    private static final int SLEEPERS = 1_000;

    private static final long TOTAL = 32L << 20;
    private static final EdgeSettings.Limits LIMITS = TestLimits.of(it -> {
        it.connections = 2 * SLEEPERS;
        it.connectionsPerUser = 2 * SLEEPERS;
        it.outboundTotal = DataSize.ofBytes(TOTAL);
    });

    @Test
    void aThousandClientsThatNeverReadAreBoundedTogetherAndOthersAreServed() {
        List<RawSocket> sleepers = new ArrayList<>();
        try (TestEdge edge = new TestEdge(TestLimits.timeouts(it -> it.close = Duration.ofMillis(300)), LIMITS)) {
            for (int i = 0; i < SLEEPERS; i++) {
                sleepers.add(new RawSocket(edge.port(), 4_096).live(edge));
            }
            List<Connection> slow = List.copyOf(edge.inboxes.attached);
            try (TestClient reader = edge.live(BOB, new DeviceId(91))) {
                Connection quick = edge.inboxes.attached.getLast();
                byte[] json = event(1, "x".repeat(8_000)).json();
                long heapBefore = heapInUse();
                boolean refused = false;
                long most = 0;
                int round = 0;
                while (slow.stream().filter(Connection::isOpen).count() > SLEEPERS / 2) {
                    for (Connection each : slow) {
                        // As if each had got a message of its own, which nobody else holds.
                        each.write(new EncodedFrame(json.clone()));
                        each.flush();
                    }
                    most = Math.max(most, edge.outboundBytes());
                    quick.send(new ServerFrame.Receipt(GROUP, BOB, ++round, 0));
                    assertThat(reader.expect("receipt")).contains("\"readSeq\":" + round + ",");
                    if (!refused && slow.stream().anyMatch(it -> !it.isOpen())) {
                        refused = true;
                        assertThat(heapInUse() - heapBefore).isLessThan(TOTAL + (16L << 20));
                    }
                }
                assertThat(most).isBetween(TOTAL / 2, TOTAL);
                assertThat(edge.count("chat.edge.refused", "code", "slow_reader"))
                        .isEqualTo(slow.stream().filter(it -> !it.isOpen()).count());
                sleepers.forEach(RawSocket::close);
                await().atMost(Duration.ofSeconds(10))
                        .untilAsserted(() -> assertThat(edge.inboxes.detached).hasSize(SLEEPERS));
                await().untilAsserted(() -> assertThat(edge.outboundBytes()).isZero());
                reader.expectAlive();
            }
        } finally {
            sleepers.forEach(RawSocket::close);
        }
    }

    @Test
    void aPageThatFindsNoRoomIsToBeAskedForAgain() {
        try (TestEdge edge = new TestEdge(TestLimits.timeouts(it -> {}), TestLimits.of(it -> {
            it.outbound = DataSize.ofKilobytes(64);
            it.outboundTotal = DataSize.ofMegabytes(1);
        }))) {
            Event large = eventOf(1, "x".repeat(99_999));
            List<Event> three = List.of(large, large, large);
            edge.inboxes.onPull = pull ->
                    CompletableFuture.completedFuture(new Inboxes.Pulled.Events(new ServerFrame.Page(
                            pull.requestId(), pull.conversationId(), pull.after() == 0 ? three : List.of(), true)));
            try (TestClient client = edge.live()) {
                client.send("{\"type\":\"pull\",\"requestId\":\"p-1\",\"conversationId\":\"g.5\",\"after\":0}");
                assertThat(client.expectError("retry")).contains("\"requestId\":\"p-1\"", "\"retryAfterMs\":1000");
                client.send("{\"type\":\"pull\",\"requestId\":\"p-2\",\"conversationId\":\"g.5\",\"after\":1}");
                assertThat(client.expect("page")).contains("\"requestId\":\"p-2\"");
                client.expectAlive();
                await().untilAsserted(() -> assertThat(edge.outboundBytes()).isZero());
            }
        }
    }

    @Test
    void whatWaitedForAClientThatIsGoneIsGivenBack() {
        try (TestEdge edge = new TestEdge(TestEdge.TIMEOUTS, LIMITS)) {
            try (RawSocket sleeper = new RawSocket(edge.port(), 4_096).live(edge)) {
                Connection slow = edge.inboxes.attached.getFirst();
                EncodedFrame frame = event(1, "x".repeat(99_999));
                while (edge.outboundBytes() < 1 << 20) {
                    slow.write(frame);
                    slow.flush();
                }
                assertThat(slow.isOpen()).isTrue();
            }
            await().untilAsserted(() -> assertThat(edge.outboundBytes()).isZero());
        }
    }

    private static long heapInUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static EncodedFrame event(int seq, String text) {
        return EncodedFrame.of(new ServerFrame.EventFrame(eventOf(seq, text), new Cursor(1, seq)));
    }

    private static Event eventOf(int seq, String text) {
        return new Event(GROUP, seq, new MessageId(1_000L + seq), BOB, "m-" + seq, seq, new EventBody.Text(text));
    }
}
