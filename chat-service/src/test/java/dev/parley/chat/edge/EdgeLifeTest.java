package dev.parley.chat.edge;

import static dev.parley.chat.edge.TestEdge.BOB;
import static dev.parley.chat.edge.TestEdge.GROUP;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.chat.edge.TestClient.Closed;
import dev.parley.chat.inbox.Connection;
import dev.parley.chat.inbox.EncodedFrame;
import dev.parley.chat.inbox.Inboxes;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.frame.Cursor;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.MessageId;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class EdgeLifeTest {
    private static final int LARGE = 100_000;

    @Test
    void framesOfOneThreadArriveInTheOrderWritten() {
        try (TestEdge edge = new TestEdge();
                TestClient client = edge.live()) {
            Connection connection = edge.inboxes.attached.getFirst();
            List<String> written = new ArrayList<>();
            for (int i = 1; i <= 5_000; i++) {
                EncodedFrame frame = event(i, "hi");
                written.add(new String(frame.json(), UTF_8));
                connection.write(frame);
                if (i % 7 == 0) {
                    connection.flush();
                }
            }
            connection.flush();
            assertThat(client.take(5_000)).isEqualTo(written);
            assertThat(edge.count("chat.edge.frames.out", "type", "event")).isEqualTo(5_000);
        }
    }

    @Test
    void aClientThatNeverReadsIsClosedAndCostsABoundedAmount() {
        try (TestEdge edge =
                        new TestEdge(TestLimits.timeouts(it -> it.close = Duration.ofMillis(300)), TestEdge.LIMITS);
                RawSocket sleeper = new RawSocket(edge.port(), 4_096).live(edge);
                TestClient other = edge.live(BOB, new DeviceId(91))) {
            Connection slow = edge.inboxes.attached.getFirst();
            Connection quick = edge.inboxes.attached.getLast();
            EncodedFrame frame = event(1, "x".repeat(LARGE));
            long accepted = 0;
            while (slow.isOpen()) {
                slow.write(frame);
                slow.flush();
                accepted += LARGE;
                assertThat(accepted)
                        .as("bytes taken for a client that reads none")
                        .isLessThan(16L << 20);
            }
            assertThat(accepted).isGreaterThan(4L << 20);
            assertThat(edge.count("chat.edge.refused", "code", "slow_reader")).isEqualTo(1);
            quick.send(new ServerFrame.Receipt(GROUP, BOB, 1, 0));
            other.expect("receipt");
            await().atMost(Duration.ofSeconds(6))
                    .untilAsserted(() -> assertThat(edge.inboxes.detached).containsExactly(slow));
        }
    }

    @Test
    void aSlowReaderThatWakesUpInTimeIsToldWhy() {
        try (TestEdge edge = new TestEdge();
                RawSocket sleeper = new RawSocket(edge.port(), 4_096).live(edge)) {
            Connection slow = edge.inboxes.attached.getFirst();
            EncodedFrame frame = event(1, "x".repeat(LARGE));
            while (slow.isOpen()) {
                slow.write(frame);
                slow.flush();
            }
            RawSocket.Frame read = sleeper.readFrame();
            while (read.text().startsWith("{\"type\":\"event\"")) {
                assertThat(read.payload()).as("what had gone out already").isEqualTo(frame.json());
                read = sleeper.readFrame();
            }
            assertThat(read.text()).contains("\"code\":\"slow_reader\"");
            assertThat(sleeper.readFrame().code()).isEqualTo(4410);
        }
    }

    @Test
    void oneFrameLargerThanTheBoundIsStillWritten() {
        try (TestEdge edge =
                        new TestEdge(TestEdge.TIMEOUTS, TestLimits.of(it -> it.outbound = DataSize.ofKilobytes(1)));
                TestClient client = edge.live()) {
            Connection connection = edge.inboxes.attached.getFirst();
            connection.write(event(1, "😀".repeat(99_999)));
            connection.flush();
            assertThat(client.expect("event")).contains("😀".repeat(99_999));
            assertThat(connection.isOpen()).isTrue();
        }
    }

    @Test
    void aClientThatAsksForPagesAndReadsNoneHoldsFewOfThemAndIsClosed() {
        try (TestEdge edge = new TestEdge(
                TestLimits.timeouts(it -> {
                    it.stall = Duration.ofMillis(500);
                    it.idle = Duration.ofMillis(500);
                    it.close = Duration.ofMillis(300);
                }),
                TestEdge.LIMITS)) {
            List<Event> events = new ArrayList<>();
            for (int i = 1; i <= 10; i++) {
                events.add(eventOf(i, "x".repeat(LARGE)));
            }
            edge.inboxes.onPull = pull -> CompletableFuture.completedFuture(new Inboxes.Pulled.Events(
                    new ServerFrame.Page(pull.requestId(), pull.conversationId(), events, true)));
            try (RawSocket sleeper = new RawSocket(edge.port(), 4_096).live(edge)) {
                for (int i = 0; i < 60; i++) {
                    sleeper.text("{\"type\":\"pull\",\"conversationId\":\"g.5\",\"after\":0}");
                }
                Thread heart = Thread.ofVirtual().start(() -> beat(sleeper));
                await().atMost(Duration.ofSeconds(10))
                        .untilAsserted(() -> assertThat(edge.inboxes.detached).hasSize(1));
                heart.interrupt();
                assertThat(edge.inboxes.pulls.size()).as("pages made").isLessThan(20);
                assertThat(edge.count("chat.edge.refused", "code", "slow_reader"))
                        .isEqualTo(1);
            }
        }
    }

    private static void beat(RawSocket socket) {
        try {
            while (true) {
                socket.text("{\"type\":\"heartbeat\"}");
                Thread.sleep(100); // The pace of this client, not a wait for the server.
            }
        } catch (InterruptedException | UncheckedIOException closed) {
            // The test is over, or the server has closed.
        }
    }

    @Test
    void aSilentClientIsClosed() {
        try (TestEdge edge =
                        new TestEdge(TestLimits.timeouts(it -> it.idle = Duration.ofMillis(400)), TestEdge.LIMITS);
                TestClient client = edge.live()) {
            for (int i = 0; i < 8; i++) {
                client.send("{\"type\":\"heartbeat\"}");
                client.expectNothing(Duration.ofMillis(100));
            }
            assertThat(client.isClosed()).isFalse();
            client.expectErrorAndClose("idle_timeout", 4408);
        }
    }

    @Test
    void halfAFrameIsNoSignOfLifeForever() {
        try (TestEdge edge =
                        new TestEdge(TestLimits.timeouts(it -> it.idle = Duration.ofMillis(300)), TestEdge.LIMITS);
                RawSocket socket = new RawSocket(edge.port()).live(edge)) {
            byte[] frame = RawSocket.frame(true, RawSocket.TEXT, "{\"type\":\"heartbeat\"}".getBytes(UTF_8));
            socket.write(Arrays.copyOf(frame, 10));
            assertThat(socket.readFrame().text()).contains("\"code\":\"idle_timeout\"");
            assertThat(socket.readFrame().code()).isEqualTo(4408);
        }
    }

    @Test
    void aClientThatSendsTooFastIsReadMoreSlowlyAndNothingIsLost() {
        try (TestEdge edge = new TestEdge(TestEdge.TIMEOUTS, TestLimits.of(it -> {
                    it.framesPerSecond = 100;
                    it.frameBurst = 50;
                }));
                TestClient client = edge.live()) {
            for (int i = 1; i <= 150; i++) {
                client.send("{\"type\":\"ack\",\"cursor\":\"" + new Cursor(1, i).text() + "\"}");
            }
            await().untilAsserted(() -> assertThat(edge.inboxes.confirmed).hasSize(150));
            assertThat(edge.meters.get("chat.edge.paced").counter().count()).isPositive();
            client.expectAlive();
        }
    }

    @Test
    void theInboxCanCloseAConnection() {
        try (TestEdge edge = new TestEdge();
                TestClient client = edge.live()) {
            edge.inboxes.attached.getFirst().close(ErrorCode.DEVICE_REVOKED);
            client.expectErrorAndClose("device_revoked", 4403);
            edge.inboxes.attached.getFirst().close(ErrorCode.GOING_AWAY);
            edge.inboxes.attached.getFirst().send(new ServerFrame.Receipt(GROUP, BOB, 1, 0));
            await().untilAsserted(() -> assertThat(edge.inboxes.detached).hasSize(1));
        }
    }

    @Test
    void aClientThatDoesNotAnswerTheCloseIsCutOff() {
        try (TestEdge edge =
                        new TestEdge(TestLimits.timeouts(it -> it.close = Duration.ofMillis(300)), TestEdge.LIMITS);
                RawSocket socket = new RawSocket(edge.port()).live(edge)) {
            edge.inboxes.attached.getFirst().close(ErrorCode.DEVICE_REVOKED);
            socket.readFrame();
            socket.readFrame();
            assertThat(socket.isAtEnd()).isTrue();
        }
    }

    @Test
    void aServerThatStopsTellsEveryoneAndTakesNobodyNew() {
        try (TestEdge edge = new TestEdge();
                TestClient live = edge.live();
                TestClient silent = edge.connect()) {
            int port = edge.port();
            edge.stop();
            live.expectErrorAndClose("going_away", 1001);
            silent.expectErrorAndClose("going_away", 1001);
            assertThatThrownBy(() -> new RawSocket(port)).isInstanceOf(UncheckedIOException.class);
            assertThat(edge.inboxes.detached).hasSize(1);
        }
    }

    @Test
    void stoppingDoesNotWaitForClientsThatDoNotAnswer() {
        try (TestEdge edge =
                        new TestEdge(TestLimits.timeouts(it -> it.stop = Duration.ofMillis(300)), TestEdge.LIMITS);
                RawSocket socket = new RawSocket(edge.port()).live(edge)) {
            long start = System.nanoTime();
            edge.stop();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            assertThat(socket.readFrame().text()).contains("going_away");
            assertThat(edge.inboxes.detached).hasSize(1);
        }
    }

    @Test
    void connectionsAndUsersAreCounted() {
        try (TestEdge edge = new TestEdge();
                TestClient one = edge.live();
                TestClient two = edge.live(TestEdge.ALICE, new DeviceId(72))) {
            assertThat(edge.meters.get("chat.edge.connections").gauge().value()).isEqualTo(2);
            assertThat(edge.meters.get("chat.edge.users").gauge().value()).isEqualTo(1);
            one.socket().sendClose(1000, "").join();
            assertThat(one.closed()).isEqualTo(new Closed(1000, "client"));
            two.close();
            await().untilAsserted(() -> {
                assertThat(edge.meters.get("chat.edge.connections").gauge().value())
                        .isZero();
                assertThat(edge.count("chat.edge.closed", "reason", "client")).isEqualTo(1);
                assertThat(edge.count("chat.edge.closed", "reason", "lost")).isEqualTo(1);
            });
            assertThat(edge.count("chat.edge.frames.in", "type", "hello")).isEqualTo(2);
            assertThat(edge.count("chat.edge.frames.out", "type", "welcome")).isEqualTo(2);
        }
    }

    private static EncodedFrame event(int seq, String text) {
        return EncodedFrame.of(new ServerFrame.EventFrame(eventOf(seq, text), new Cursor(1, seq)));
    }

    private static Event eventOf(int seq, String text) {
        return new Event(GROUP, seq, new MessageId(1_000L + seq), BOB, "m-" + seq, seq, new EventBody.Text(text));
    }
}
