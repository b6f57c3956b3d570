package dev.parley.chat.edge;

import static dev.parley.chat.edge.TestEdge.ALICE;
import static dev.parley.chat.edge.TestEdge.LIMITS;
import static dev.parley.chat.edge.TestEdge.PHONE;
import static dev.parley.chat.edge.TestEdge.TIMEOUTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.conversation.UnavailableException;
import dev.parley.chat.inbox.Connection;
import dev.parley.chat.inbox.Inboxes;
import dev.parley.contracts.error.ErrorCode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EdgeReturnTest {
    @Test
    void whoWasWelcomedComesBackOnceWithTheTicketThatCameBehindTheWelcome() {
        try (TestEdge edge = new TestEdge();
                TestClient first = edge.live()) {
            String ticket = first.expectReturn();
            first.close();
            try (TestClient again = edge.connect();
                    TestClient thief = edge.connect()) {
                again.send(TestEdge.hello(ticket, PHONE));
                again.expect("welcome");
                Connection came = edge.inboxes.attached.getLast();
                assertThat(came.user()).isEqualTo(ALICE);
                assertThat(came.session())
                        .isEqualTo(edge.inboxes.attached.getFirst().session());
                assertThat(again.expectReturn()).isNotEqualTo(ticket);
                thief.send(TestEdge.hello(ticket, PHONE));
                thief.expectErrorAndClose("ticket_used", 4401);
                assertThat(edge.meters.get("chat.edge.returned").counter().count())
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void aDeviceThatStaysGetsANewTicketWellBeforeItsLastOneIsOld() {
        try (TestEdge edge = new TestEdge(TIMEOUTS, LIMITS, List.of(), TestEdge.returns(Duration.ofMillis(150)));
                TestClient client = edge.live()) {
            Set<String> tickets = new HashSet<>();
            for (int i = 0; i < 4; i++) {
                tickets.add(client.expectReturn());
            }
            assertThat(tickets).hasSize(4);
            client.expectAlive();
        }
    }

    @Test
    void heartbeatsBringNoTickets() {
        try (TestEdge edge = new TestEdge();
                TestClient client = edge.live()) {
            client.expectReturn();
            for (int i = 0; i < 500; i++) {
                client.send("{\"type\":\"heartbeat\"}");
            }
            client.expectAlive();
            assertThat(client.hasReturn()).isFalse();
        }
    }

    @Test
    void whoseInboxCannotBeOpenedNowMayTryAgainWithoutAsking() {
        try (TestEdge edge = new TestEdge()) {
            edge.inboxes.onAttach = connection -> CompletableFuture.failedFuture(
                    new UnavailableException("no store", new IllegalStateException("down")));
            String ticket = triesAndIsTold(edge, edge.ticket());
            edge.inboxes.onAttach = connection -> CompletableFuture.completedFuture(new Inboxes.Attached.Elsewhere());
            ticket = triesAndIsTold(edge, ticket);
            edge.inboxes.onAttach = FakeInboxes::welcome;
            try (TestClient client = edge.connect()) {
                client.send(TestEdge.hello(ticket, PHONE));
                client.expect("welcome");
            }
        }
    }

    @Test
    void whoseInboxOpensTooSlowlyMayTryAgainWithoutAsking() {
        try (TestEdge edge = new TestEdge(TestLimits.timeouts(it -> it.attach = Duration.ofMillis(300)), LIMITS)) {
            edge.inboxes.onAttach = connection -> new CompletableFuture<>();
            String ticket = triesAndIsTold(edge, edge.ticket());
            edge.inboxes.onAttach = FakeInboxes::welcome;
            try (TestClient client = edge.connect()) {
                client.send(TestEdge.hello(ticket, PHONE));
                client.expect("welcome");
            }
        }
    }

    private static String triesAndIsTold(TestEdge edge, String ticket) {
        try (TestClient client = edge.connect()) {
            client.send(TestEdge.hello(ticket, PHONE));
            client.expectErrorAndClose("retry", 1013);
            return client.expectReturn();
        }
    }

    @Test
    void whoIsNotLetInGetsNoTicket() {
        try (TestEdge edge = new TestEdge();
                TestClient stranger = edge.connect();
                TestClient loggedOut = edge.connect()) {
            stranger.send(TestEdge.hello("nonsense", PHONE));
            stranger.expectErrorAndClose("ticket_invalid", 4401);
            assertThat(stranger.hasReturn()).isFalse();
            edge.inboxes.onAttach = connection -> {
                connection.close(ErrorCode.DEVICE_REVOKED);
                return CompletableFuture.completedFuture(new Inboxes.Attached.Live());
            };
            loggedOut.send(TestEdge.hello(edge.ticket(), PHONE));
            loggedOut.expectErrorAndClose("device_revoked", 4403);
            assertThat(loggedOut.hasReturn()).isFalse();
        }
    }
}
