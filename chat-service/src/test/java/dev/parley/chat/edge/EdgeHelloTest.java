package dev.parley.chat.edge;

import static dev.parley.chat.edge.TestEdge.ALICE;
import static dev.parley.chat.edge.TestEdge.BOB;
import static dev.parley.chat.edge.TestEdge.GROUP;
import static dev.parley.chat.edge.TestEdge.KEYS;
import static dev.parley.chat.edge.TestEdge.NOW;
import static dev.parley.chat.edge.TestEdge.PHONE;
import static dev.parley.chat.edge.TestEdge.SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.chat.conversation.UnavailableException;
import dev.parley.chat.edge.TestClient.Closed;
import dev.parley.chat.inbox.Connection;
import dev.parley.chat.inbox.Inboxes;
import dev.parley.contracts.frame.ClientFrame;
import dev.parley.contracts.frame.Cursor;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.SessionId;
import dev.parley.contracts.ticket.Ticket;
import dev.parley.contracts.ticket.TicketKeys;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EdgeHelloTest {
    private static final SessionId SESSION = new SessionId(71);

    @Test
    void aGoodTicketOpensTheInbox() {
        try (TestEdge edge = new TestEdge();
                TestClient client = edge.connect()) {
            client.send(
                    "{\"deviceId\":\"71\",\"cursor\":\"1.5\",\"ticket\":\"" + edge.ticket() + "\",\"type\":\"hello\"}");
            assertThat(client.expect("welcome")).contains("\"userId\":\"7\"", "\"deviceId\":\"71\"");
            assertThat(edge.inboxes.cursors).containsExactly(new Cursor(1, 4));
            Connection connection = edge.inboxes.attached.getFirst();
            assertThat(connection.user()).isEqualTo(ALICE);
            assertThat(connection.device()).isEqualTo(PHONE);
            assertThat(connection.isOpen()).isTrue();
            client.close();
            await().untilAsserted(() -> assertThat(edge.inboxes.detached).containsExactly(connection));
            assertThat(connection.isOpen()).isFalse();
        }
    }

    @Test
    void anExpiredTicketIsRefused() {
        refusesTicket(
                KEYS.sign(new Ticket("t", ALICE, PHONE, SESSION, SERVER, NOW.minusSeconds(1))), "ticket_expired", 4401);
    }

    @Test
    void aForgedTicketIsRefused() {
        TicketKeys other = new TicketKeys(List.of("b3RoZXItdGVzdC1rZXktb3RoZXItdGVzdC1rZXktMDAwMDE="));
        refusesTicket(
                other.sign(new Ticket("t", ALICE, PHONE, SESSION, SERVER, NOW.plusSeconds(60))),
                "ticket_invalid",
                4401);
        refusesTicket("nonsense", "ticket_invalid", 4401);
        refusesTicket("", "ticket_invalid", 4401);
        refusesTicket("eyJhbGciOiJub25lIn0.eyJzdWIiOiI3In0.", "ticket_invalid", 4401);
    }

    @Test
    void aTicketForAnotherServerOrDeviceIsForeign() {
        refusesTicket(
                KEYS.sign(new Ticket("t", ALICE, PHONE, SESSION, "chat-2", NOW.plusSeconds(60))),
                "ticket_foreign",
                4403);
        refusesTicket(
                KEYS.sign(new Ticket("t", ALICE, new DeviceId(72), SESSION, SERVER, NOW.plusSeconds(60))),
                "ticket_foreign",
                4403);
    }

    private static void refusesTicket(String ticket, String code, int closeCode) {
        try (TestEdge edge = new TestEdge();
                TestClient client = edge.connect()) {
            client.send(TestEdge.hello(ticket, PHONE));
            client.expectErrorAndClose(code, closeCode);
            assertThat(edge.inboxes.attached).isEmpty();
            assertThat(edge.count("chat.edge.refused", "code", code)).isEqualTo(1);
        }
    }

    @Test
    void aTicketOpensOneConnectionOnly() {
        try (TestEdge edge = new TestEdge();
                TestClient first = edge.connect();
                TestClient second = edge.connect()) {
            String ticket = edge.ticket();
            first.send(TestEdge.hello(ticket, PHONE));
            first.expect("welcome");
            second.send(TestEdge.hello(ticket, PHONE));
            second.expectErrorAndClose("ticket_used", 4401);
            first.expectAlive();
        }
    }

    @Test
    void theFirstFrameMustBeHello() {
        for (String frame : List.of(
                "{\"type\":\"heartbeat\"}",
                TestEdge.send("m", GROUP, "hi"),
                "{\"type\":\"telepathy\"}",
                "nonsense",
                "{\"type\":\"hello\"}",
                "{\"type\":\"hello\",\"ticket\":\"t\",\"deviceId\":71}")) {
            try (TestEdge edge = new TestEdge();
                    TestClient client = edge.connect()) {
                client.send(frame);
                client.expectErrorAndClose("hello_expected", 4400);
            }
        }
    }

    @Test
    void aClientThatSaysNothingIsClosed() {
        try (TestEdge edge =
                        new TestEdge(TestLimits.timeouts(it -> it.hello = Duration.ofMillis(300)), TestEdge.LIMITS);
                TestClient client = edge.connect()) {
            client.expectErrorAndClose("hello_timeout", 4408);
        }
    }

    @Test
    void pingsDoNotReplaceHello() {
        try (TestEdge edge =
                        new TestEdge(TestLimits.timeouts(it -> it.hello = Duration.ofMillis(300)), TestEdge.LIMITS);
                TestClient client = edge.connect()) {
            client.expectAlive();
            client.expectErrorAndClose("hello_timeout", 4408);
        }
    }

    @Test
    void aSecondHelloCloses() {
        try (TestEdge edge = new TestEdge();
                TestClient client = edge.live()) {
            client.send(TestEdge.hello(edge.ticket(), PHONE));
            client.expectErrorAndClose("hello_repeated", 4400);
        }
    }

    @Test
    void aHugeFirstFrameIsNotCollected() {
        try (TestEdge edge = new TestEdge();
                RawSocket socket = new RawSocket(edge.port()).upgrade()) {
            socket.write(RawSocket.head(true, RawSocket.TEXT, 1_300_000));
            for (int i = 0; i < 4; i++) {
                socket.write(new byte[60_000]);
            }
            assertThat(socket.readFrame().text()).contains("frame_too_large");
            assertThat(socket.readFrame().code()).isEqualTo(1009);
        }
    }

    @Test
    void aUserOfAnotherServerIsSentThere() {
        try (TestEdge edge = new TestEdge();
                TestClient client = edge.connect()) {
            edge.moved = Optional.of(new ServerFrame.Moved(URI.create("ws://localhost/ws/chat-2"), "t-2"));
            edge.inboxes.onAttach = connection -> CompletableFuture.completedFuture(new Inboxes.Attached.Elsewhere());
            client.send(TestEdge.hello(edge.ticket(), PHONE));
            assertThat(client.expect("moved"))
                    .isEqualTo("{\"type\":\"moved\",\"url\":\"ws://localhost/ws/chat-2\",\"ticket\":\"t-2\"}");
            assertThat(client.closed()).isEqualTo(new Closed(4300, "moved"));
        }
    }

    @Test
    void aUserWhoseOwnerIsNotKnownYetIsToldToRetry() {
        try (TestEdge edge = new TestEdge();
                TestClient client = edge.connect()) {
            edge.inboxes.onAttach = connection -> CompletableFuture.completedFuture(new Inboxes.Attached.Elsewhere());
            client.send(TestEdge.hello(edge.ticket(), PHONE));
            client.expectErrorAndClose("retry", 1013);
        }
    }

    @Test
    void anInboxThatCannotBeOpenedIsToldToRetry() {
        try (TestEdge edge = new TestEdge()) {
            edge.inboxes.onAttach = connection -> CompletableFuture.failedFuture(
                    new UnavailableException("no store", new IllegalStateException("down")));
            try (TestClient client = edge.connect()) {
                client.send(TestEdge.hello(edge.ticket(), PHONE));
                client.expectErrorAndClose("retry", 1013);
            }
            edge.inboxes.onAttach = FakeInboxes::welcome;
            edge.live().close();
        }
    }

    @Test
    void aFaultOfOursIsSaidToBeOurs() {
        try (TestEdge edge = new TestEdge();
                TestClient client = edge.connect()) {
            edge.inboxes.onAttach = connection -> {
                throw new IllegalStateException("a bug");
            };
            client.send(TestEdge.hello(edge.ticket(), PHONE));
            client.expectErrorAndClose("internal", 1013);
            assertThat(edge.meters.get("chat.edge.faults").counter().count()).isEqualTo(1);
        }
    }

    @Test
    void anInboxThatOpensTooSlowlyIsGivenUpAndDetached() {
        CompletableFuture<Inboxes.Attached> slow = new CompletableFuture<>();
        try (TestEdge edge =
                        new TestEdge(TestLimits.timeouts(it -> it.attach = Duration.ofMillis(300)), TestEdge.LIMITS);
                TestClient client = edge.connect()) {
            edge.inboxes.onAttach = connection -> slow;
            client.send(TestEdge.hello(edge.ticket(), PHONE));
            client.expectErrorAndClose("retry", 1013);
            await().untilAsserted(() -> assertThat(edge.inboxes.detached).hasSize(1));
            slow.complete(new Inboxes.Attached.Live());
            await().untilAsserted(() -> assertThat(edge.inboxes.detached).hasSize(2));
        }
    }

    @Test
    void framesThatComeWhileTheInboxOpensAreAnsweredAfterTheWelcomeInOrder() {
        CompletableFuture<Inboxes.Attached> slow = new CompletableFuture<>();
        try (TestEdge edge = new TestEdge();
                TestClient client = edge.connect()) {
            edge.inboxes.onAttach = connection -> slow;
            client.send(TestEdge.hello(edge.ticket(), PHONE));
            List<String> names = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                names.add("m-" + i);
                client.send(TestEdge.send("m-" + i, GROUP, "hi"));
            }
            client.send("{\"type\":\"pull\",\"requestId\":\"p\",\"conversationId\":\"g.5\",\"after\":0}");
            client.expectNothing(Duration.ofMillis(200));
            assertThat(edge.log.names()).isEmpty();
            FakeInboxes.welcome(edge.inboxes.attached.getFirst());
            slow.complete(new Inboxes.Attached.Live());
            client.expect("welcome");
            client.expect("page");
            assertThat(edge.log.names()).isEqualTo(names);
            assertThat(edge.inboxes.pulls)
                    .containsExactly(new ClientFrame.Pull("p", GROUP, 0, ClientFrame.DEFAULT_PULL_LIMIT));
        }
    }

    @Test
    void aUserHasABoundedNumberOfConnections() {
        try (TestEdge edge = new TestEdge(TestEdge.TIMEOUTS, TestLimits.of(it -> it.connectionsPerUser = 2));
                TestClient first = edge.live();
                TestClient second = edge.live(ALICE, new DeviceId(72))) {
            try (TestClient third = edge.connect()) {
                third.send(TestEdge.hello(edge.ticket(), PHONE));
                third.expectErrorAndClose("too_many_connections", 4429);
            }
            edge.live(BOB, new DeviceId(91)).close();
            second.close();
            await().untilAsserted(() -> assertThat(edge.inboxes.detached).hasSize(2));
            edge.live().close();
            first.expectAlive();
        }
    }
}
