package dev.parley.chat.edge;

import static dev.parley.chat.edge.TestEdge.ALICE;
import static dev.parley.chat.edge.TestEdge.BOB;
import static dev.parley.chat.edge.TestEdge.DIRECT;
import static dev.parley.chat.edge.TestEdge.GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.conversation.UnavailableException;
import dev.parley.chat.inbox.Inboxes;
import dev.parley.contracts.bus.BusMessage;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.contracts.frame.ClientFrame;
import dev.parley.contracts.frame.Cursor;
import dev.parley.contracts.frame.ServerFrame;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EdgePullTest {
    private final TestEdge edge = new TestEdge();

    @AfterEach
    void stop() {
        edge.close();
    }

    @Test
    void aPullIsAnsweredByOnePage() {
        try (TestClient client = edge.live()) {
            client.send(pull("p-1"));
            assertThat(client.expect("page"))
                    .isEqualTo("{\"type\":\"page\",\"requestId\":\"p-1\",\"conversationId\":\"g.5\",\"events\":[],"
                            + "\"more\":false}");
            assertThat(edge.inboxes.pulls).containsExactly(new ClientFrame.Pull("p-1", GROUP, 3, 20));
        }
    }

    @Test
    void aRefusedPullIsAnsweredWithItsRequestId() {
        edge.inboxes.onPull =
                pull -> CompletableFuture.completedFuture(new Inboxes.Pulled.No(new Refused(ErrorCode.NOT_A_MEMBER)));
        try (TestClient client = edge.live()) {
            client.send(pull("p-1"));
            assertThat(client.expectError("not_a_member")).contains("\"requestId\":\"p-1\"");
            client.expectAlive();
        }
    }

    @Test
    void anUnknownConversationIsAnsweredWithItsRequestId() {
        edge.inboxes.onPull = pull ->
                CompletableFuture.completedFuture(new Inboxes.Pulled.No(new Refused(ErrorCode.UNKNOWN_CONVERSATION)));
        try (TestClient client = edge.live()) {
            client.send(pull("p-1"));
            assertThat(client.expectError("unknown_conversation")).contains("\"requestId\":\"p-1\"");
        }
    }

    @Test
    void aPullThatCannotBeAnsweredNowIsToldToRetry() {
        edge.inboxes.onPull = pull ->
                CompletableFuture.failedFuture(new UnavailableException("no store", new IllegalStateException("down")));
        try (TestClient client = edge.live()) {
            for (int i = 0; i < 20; i++) {
                client.send(pull("p-" + i));
                assertThat(client.expectError("retry")).contains("\"requestId\":\"p-" + i + "\"", "\"retry\":true");
            }
            edge.inboxes.onPull = pull -> {
                throw new IllegalStateException("a bug");
            };
            client.send(pull("p-x"));
            assertThat(client.expectError("internal")).contains("\"requestId\":\"p-x\"");
        }
    }

    @Test
    void aFewPullsAreAnsweredAtOnceSomeWaitAndMoreAreLimited() throws InterruptedException {
        BlockingQueue<CompletableFuture<Inboxes.Pulled>> open = new LinkedBlockingQueue<>();
        edge.inboxes.onPull = pull -> {
            CompletableFuture<Inboxes.Pulled> answer = new CompletableFuture<>();
            open.add(answer);
            return answer;
        };
        try (TestClient client = edge.live()) {
            for (int i = 0; i < 4 + 64; i++) {
                client.send(pull("p-" + i));
            }
            client.send(pull("p-x"));
            assertThat(client.expectError("rate_limited")).contains("\"requestId\":\"p-x\"", "\"retryAfterMs\":1000");
            assertThat(edge.inboxes.pulls).hasSize(4);
            for (int answered = 0; answered < 4 + 64; answered++) {
                CompletableFuture<Inboxes.Pulled> next = open.take();
                assertThat(open.size()).isLessThan(4);
                next.complete(
                        new Inboxes.Pulled.Events(new ServerFrame.Page("p-" + answered, GROUP, List.of(), false)));
                assertThat(client.expect("page")).contains("\"p-" + answered + "\"");
            }
            assertThat(edge.inboxes.pulls)
                    .extracting(ClientFrame.Pull::requestId)
                    .startsWith("p-0", "p-1", "p-2", "p-3", "p-4")
                    .hasSize(68);
        }
    }

    @Test
    void aReadMovesTheMarkAndIsNotAnsweredHere() {
        try (TestClient client = edge.live()) {
            client.send("{\"type\":\"read\",\"conversationId\":\"d.7.9\",\"seq\":4}");
            client.expectAlive();
            assertThat(edge.inboxes.reads).containsExactly(new ClientFrame.Read(DIRECT, 4));
        }
    }

    @Test
    void aReadThatCannotBeIsAnError() {
        try (TestClient client = edge.live()) {
            edge.inboxes.onRead = (conversation, seq) ->
                    CompletableFuture.completedFuture(new Inboxes.Marked.No(new Refused(ErrorCode.SEQ_AHEAD)));
            client.send("{\"type\":\"read\",\"conversationId\":\"d.7.9\",\"seq\":4}");
            client.expectError("seq_ahead");
            edge.inboxes.onRead = (conversation, seq) -> CompletableFuture.failedFuture(
                    new UnavailableException("no log", new IllegalStateException("down")));
            client.send("{\"type\":\"read\",\"conversationId\":\"d.7.9\",\"seq\":4}");
            client.expectError("retry");
            client.expectAlive();
        }
    }

    @Test
    void typingIsPassedToTheOtherMembersAndNotAnswered() {
        edge.signals.belong(DIRECT, ALICE, BOB);
        try (TestClient client = edge.live()) {
            client.send("{\"type\":\"typing\",\"conversationId\":\"" + DIRECT + "\"}");
            Awaitility.await()
                    .untilAsserted(() -> assertThat(edge.signals.said())
                            .containsExactly(new BusMessage(List.of(BOB), new BusMessage.Typing(DIRECT, ALICE))));
            client.expectAlive();
        }
    }

    @Test
    void framesOfPresenceAreUnderstoodAndNotAnswered() {
        try (TestClient client = edge.live()) {
            client.send("{\"type\":\"heartbeat\"}");
            client.send("{\"type\":\"watch\",\"userIds\":[\"9\"]}");
            client.send("{\"type\":\"unwatch\",\"userIds\":[\"9\"]}");
            client.send("{\"type\":\"ack\",\"cursor\":\"" + new Cursor(1, 4).text() + "\"}");
            client.expectNothing(Duration.ofMillis(100));
            client.expectAlive();
        }
    }

    private static String pull(String requestId) {
        return "{\"type\":\"pull\",\"requestId\":\"" + requestId
                + "\",\"conversationId\":\"g.5\",\"after\":3,\"limit\":20}";
    }
}
