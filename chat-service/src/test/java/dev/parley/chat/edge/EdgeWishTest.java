package dev.parley.chat.edge;

import static dev.parley.chat.edge.TestEdge.DIRECT;
import static dev.parley.chat.edge.TestEdge.GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.inbox.Inboxes;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.frame.ClientFrame;
import dev.parley.contracts.id.ConversationId;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Read marks and mutes of one connection, over inboxes whose store or publisher is held.
class EdgeWishTest {
    private static final int WAITING = TestEdge.LIMITS.wishesWaiting();

    private final TestEdge edge = new TestEdge();
    private final BlockingQueue<CompletableFuture<Inboxes.Marked>> held = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        edge.close();
    }

    @Test
    void mutesAreCarriedOutOneAfterAnotherInTheirOrder() throws InterruptedException {
        edge.inboxes.onMute = (conversation, until) -> hold();
        try (TestClient client = edge.live()) {
            client.send(mute(DIRECT));
            client.send(unmute(DIRECT));
            client.send(mute(GROUP));
            client.expectAlive();
            assertThat(edge.inboxes.mutes).containsExactly(new ClientFrame.MuteConversation(DIRECT, Mute.FOREVER));

            release(new Inboxes.Marked.Done());
            release(new Inboxes.Marked.Done());
            release(new Inboxes.Marked.Done());

            assertThat(edge.inboxes.mutes)
                    .containsExactly(
                            new ClientFrame.MuteConversation(DIRECT, Mute.FOREVER),
                            new ClientFrame.MuteConversation(DIRECT, Mute.NONE),
                            new ClientFrame.MuteConversation(GROUP, Mute.FOREVER));
        }
    }

    @Test
    void ofAThousandMarksOfAConversationAtOnceOneIsReadForAndTheLastWins() throws InterruptedException {
        edge.inboxes.onRead = (conversation, seq) -> hold();
        try (TestClient client = edge.live()) {
            for (int seq = 1; seq <= 1_000; seq++) {
                client.send(read(DIRECT, seq));
            }
            // Late, and no step back.
            client.send(read(DIRECT, 7));
            client.expectAlive();
            assertThat(edge.inboxes.reads).containsExactly(new ClientFrame.Read(DIRECT, 1));

            release(new Inboxes.Marked.Done());
            release(new Inboxes.Marked.Done());
            client.expectAlive();

            assertThat(edge.inboxes.reads)
                    .containsExactly(new ClientFrame.Read(DIRECT, 1), new ClientFrame.Read(DIRECT, 1_000));
        }
    }

    @Test
    void ofAThousandConversationsMarkedAtOnceSomeWaitAndTheOthersAreLimited() throws InterruptedException {
        edge.inboxes.onRead = (conversation, seq) -> hold();
        try (TestClient client = edge.live()) {
            for (int group = 1; group <= 1_000; group++) {
                client.send(read(new ConversationId.Group(group), 4));
            }
            for (int i = 0; i < 1_000 - 1 - WAITING; i++) {
                assertThat(client.expectError("rate_limited"))
                        .contains("\"retryAfterMs\":1000")
                        .doesNotContain("requestId");
            }
            // One that waits already may go further.
            client.send(read(new ConversationId.Group(2), 5));
            client.expectAlive();
            assertThat(edge.inboxes.reads).hasSize(1);

            for (int i = 0; i < 1 + WAITING; i++) {
                release(new Inboxes.Marked.Done());
                assertThat(held).hasSizeLessThanOrEqualTo(1);
            }
            client.expectAlive();
            assertThat(held).isEmpty();
            assertThat(edge.inboxes.reads)
                    .hasSize(1 + WAITING)
                    .startsWith(
                            new ClientFrame.Read(new ConversationId.Group(1), 4),
                            new ClientFrame.Read(new ConversationId.Group(2), 5));
        }
    }

    @Test
    void aWishThatFailsLetsTheNextOneGoOn() {
        edge.inboxes.onRead = (conversation, seq) -> {
            throw new IllegalStateException("a bug");
        };
        edge.inboxes.onMute = (conversation, until) ->
                CompletableFuture.completedFuture(new Inboxes.Marked.No(new Refused(ErrorCode.NOT_A_MEMBER)));
        try (TestClient client = edge.live()) {
            client.send(read(DIRECT, 4));
            client.send(mute(DIRECT));
            client.expectError("internal");
            client.expectError("not_a_member");
        }
    }

    @Test
    void whatWaitedForAConnectionThatEndedIsCarriedOut() throws InterruptedException {
        edge.inboxes.onRead = (conversation, seq) -> hold();
        try (TestClient client = edge.live()) {
            client.send(read(DIRECT, 1));
            client.send(read(DIRECT, 2));
            client.expectAlive();
        }
        Awaitility.await().untilAsserted(() -> assertThat(edge.inboxes.detached).hasSize(1));
        release(new Inboxes.Marked.Done());
        release(new Inboxes.Marked.Done());

        assertThat(edge.inboxes.reads)
                .containsExactly(new ClientFrame.Read(DIRECT, 1), new ClientFrame.Read(DIRECT, 2));
    }

    private CompletionStage<Inboxes.Marked> hold() {
        CompletableFuture<Inboxes.Marked> answer = new CompletableFuture<>();
        held.add(answer);
        return answer;
    }

    /// Waits for the next wish to begin, and lets it end.
    private void release(Inboxes.Marked as) throws InterruptedException {
        CompletableFuture<Inboxes.Marked> next = held.poll(10, TimeUnit.SECONDS);
        assertThat(next).as("the next wish begins").isNotNull();
        next.complete(as);
    }

    private static String read(ConversationId conversation, long seq) {
        return "{\"type\":\"read\",\"conversationId\":\"" + conversation + "\",\"seq\":" + seq + "}";
    }

    private static String mute(ConversationId conversation) {
        return "{\"type\":\"mute\",\"conversationId\":\"" + conversation + "\",\"until\":\"forever\"}";
    }

    private static String unmute(ConversationId conversation) {
        return "{\"type\":\"unmute\",\"conversationId\":\"" + conversation + "\"}";
    }
}
