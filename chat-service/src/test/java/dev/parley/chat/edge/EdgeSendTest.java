package dev.parley.chat.edge;

import static dev.parley.chat.edge.TestEdge.ALICE;
import static dev.parley.chat.edge.TestEdge.BOB;
import static dev.parley.chat.edge.TestEdge.DIRECT;
import static dev.parley.chat.edge.TestEdge.GROUP;
import static dev.parley.chat.edge.TestEdge.PHONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.chat.conversation.UnavailableException;
import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EdgeSendTest {
    private static final Pattern NAME = Pattern.compile("\"clientMessageId\":\"([^\"]+)\"");
    private static final Pattern RETRY_AFTER = Pattern.compile("\"retryAfterMs\":(\\d+)");

    private final TestEdge edge = new TestEdge();

    @AfterEach
    void stop() {
        edge.close();
    }

    @Test
    void aSendIsStampedAndAppended() {
        try (TestClient client = edge.live()) {
            client.send("{\"type\":\"send\",\"clientMessageId\":\"m-1\",\"conversationId\":\"d.7.9\",\"text\":\"hi\","
                    + "\"afterSeq\":41}");
            client.expectAlive();
            assertThat(edge.log.entries())
                    .containsExactly(new FakeLog.Appended(
                            DIRECT, new LogEntry.Send(new MessageId(1_001), ALICE, "m-1", "hi", 41)));
        }
    }

    @Test
    void anAcceptedSendIsNotAnsweredHere() {
        try (TestClient client = edge.live()) {
            client.send(TestEdge.send("m-1", DIRECT, "hi"));
            client.expectNothing(Duration.ofMillis(200));
        }
    }

    @Test
    void anEmptyTextIsRefused() {
        refuses(TestEdge.send("m-1", DIRECT, ""), "text_empty");
    }

    @Test
    void aTextOf100000CharactersIsRefused() {
        refuses(TestEdge.send("m-1", DIRECT, "x".repeat(100_000)), "text_too_long");
        refuses(TestEdge.send("m-1", DIRECT, "😀".repeat(100_000)), "text_too_long");
        refuses(TestEdge.send("m-1", DIRECT, "x".repeat(1_300_000)), "text_too_long");
    }

    @Test
    void unpairedSurrogatesAreRefused() {
        refuses(TestEdge.send("m-1", DIRECT, "a\\ud83d"), "text_invalid");
        refuses(TestEdge.send("m-1", DIRECT, "\\ude00b"), "text_invalid");
    }

    @Test
    void someoneElsesDirectConversationIsRefused() {
        refuses(TestEdge.send("m-1", ConversationId.direct(BOB, new UserId(11)), "hi"), "not_a_member");
    }

    @Test
    void aUserWhoDoesNotExistIsRefused() {
        edge.users = user -> CompletableFuture.completedFuture(!user.equals(BOB));
        refuses(TestEdge.send("m-1", DIRECT, "hi"), "unknown_user");
    }

    private void refuses(String send, String code) {
        try (TestClient client = edge.live()) {
            client.send(send);
            assertThat(client.expectError(code)).contains("\"clientMessageId\":\"m-1\"", "\"retry\":false");
            client.expectAlive();
            assertThat(edge.log.entries()).isEmpty();
        }
    }

    @Test
    void theLongestTextOfFourByteCharactersPassesRawAndEscaped() {
        try (TestClient client = edge.live()) {
            client.send(TestEdge.send("m-1", DIRECT, "😀".repeat(99_999)));
            client.send(TestEdge.send("m-2", DIRECT, "\\ud83d\\ude00".repeat(99_999)));
            client.expectAlive();
            assertThat(edge.log.entries())
                    .extracting(it -> it.send().text())
                    .containsExactly("😀".repeat(99_999), "😀".repeat(99_999));
        }
    }

    @Test
    void oneselfIsAllowedAsTheOtherSideAndNeedsNoLookUp() {
        edge.users = user -> CompletableFuture.failedFuture(new IllegalStateException("nobody asks"));
        try (TestClient client = edge.live()) {
            client.send(TestEdge.send("m-1", ConversationId.direct(ALICE, ALICE), "note"));
            client.expectAlive();
            assertThat(edge.log.names()).containsExactly("m-1");
        }
    }

    /// Nobody has made its account.
    @Test
    void aCanaryNeedsNoLookUpToWriteToAnother() {
        edge.users = user -> CompletableFuture.failedFuture(new IllegalStateException("nobody asks"));
        UserId canary = new UserId(1L << 21);
        try (TestClient client = edge.live(canary, TestEdge.PHONE)) {
            client.send(TestEdge.send("m-1", ConversationId.direct(canary, new UserId(canary.value() + 1)), "canary"));
            client.expectAlive();
            assertThat(edge.log.names()).containsExactly("m-1");
        }
    }

    @Test
    void sendsOfOneConversationKeepTheirOrderWhileTheOtherUserIsLookedUp() {
        CompletableFuture<Boolean> slow = new CompletableFuture<>();
        List<UserId> asked = new ArrayList<>();
        edge.users = user -> {
            asked.add(user);
            return slow;
        };
        List<String> names = new ArrayList<>();
        try (TestClient client = edge.live()) {
            for (int i = 0; i < 40; i++) {
                names.add("m-" + i);
                client.send(TestEdge.send("m-" + i, DIRECT, "hi"));
                client.send(TestEdge.send("g-" + i, GROUP, "hi"));
            }
            client.expectAlive();
            assertThat(edge.log.names(GROUP)).as("others do not wait").hasSize(40);
            assertThat(edge.log.names(DIRECT)).isEmpty();
            edge.users = user -> CompletableFuture.completedFuture(true);
            slow.complete(true);
            client.send(TestEdge.send("last", DIRECT, "hi"));
            names.add("last");
            await().untilAsserted(() -> assertThat(edge.log.names(DIRECT)).isEqualTo(names));
            assertThat(asked).containsExactly(BOB);
        }
    }

    @Test
    void idsGrowInTheOrderOfSending() {
        try (TestClient client = edge.live()) {
            for (int i = 0; i < 50; i++) {
                client.send(TestEdge.send("m-" + i, DIRECT, "hi"));
            }
            client.expectAlive();
            assertThat(edge.log.entries())
                    .extracting(it -> it.send().id())
                    .hasSize(50)
                    .isSorted();
        }
    }

    @Test
    void whenNobodyCanTellWhetherTheUserExistsEachWaitingSendIsToldToRetry() {
        CompletableFuture<Boolean> slow = new CompletableFuture<>();
        edge.users = user -> slow;
        try (TestClient client = edge.live()) {
            for (int i = 0; i < 3; i++) {
                client.send(TestEdge.send("m-" + i, DIRECT, "hi"));
            }
            client.expectAlive();
            slow.completeExceptionally(unavailable());
            for (int i = 0; i < 3; i++) {
                assertThat(client.expectError("retry"))
                        .contains("\"clientMessageId\":\"m-" + i + "\"", "\"retry\":true");
            }
            edge.users = user -> CompletableFuture.completedFuture(true);
            client.send(TestEdge.send("m-0", DIRECT, "hi"));
            client.expectAlive();
            assertThat(edge.log.names()).containsExactly("m-0");
        }
    }

    @Test
    void whoStandsInTheInboxIsWrittenToAlsoWhenNobodyCanTellWhetherTheyExist() {
        edge.users = user -> CompletableFuture.failedFuture(unavailable());
        edge.inboxes.onKnows = conversation -> CompletableFuture.completedFuture(conversation.equals(DIRECT));
        try (TestClient client = edge.live()) {
            client.send(TestEdge.send("m-0", DIRECT, "hi"));
            client.send(TestEdge.send("m-1", DIRECT, "hi"));
            client.send(TestEdge.send("m-2", ConversationId.direct(ALICE, new UserId(10)), "hi"));
            assertThat(client.expectError("retry")).contains("\"clientMessageId\":\"m-2\"");
            assertThat(edge.log.names()).containsExactly("m-0", "m-1");
            edge.inboxes.onKnows = conversation -> CompletableFuture.failedFuture(unavailable());
            client.send(TestEdge.send("m-3", DIRECT, "hi"));
            assertThat(client.expectError("retry")).contains("\"clientMessageId\":\"m-3\"");
        }
    }

    @Test
    void aFaultOfTheLookUpIsSaidToBeOursWhateverTheInboxKnows() {
        edge.users = user -> CompletableFuture.failedFuture(new IllegalStateException("a bug"));
        edge.inboxes.onKnows = conversation -> CompletableFuture.completedFuture(true);
        try (TestClient client = edge.live()) {
            client.send(TestEdge.send("m-0", DIRECT, "hi"));
            client.expectError("internal");
        }
    }

    @Test
    void largeSendsBehindALookUpAreReadLaterNotLost() {
        CompletableFuture<Boolean> slow = new CompletableFuture<>();
        edge.users = user -> slow;
        try (TestClient client = edge.live()) {
            List<String> names = new ArrayList<>();
            Thread sender = Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 60; i++) {
                    client.send(TestEdge.send("m-" + i, DIRECT, "x".repeat(90_000)));
                }
            });
            for (int i = 0; i < 60; i++) {
                names.add("m-" + i);
            }
            client.expectNothing(Duration.ofMillis(300));
            assertThat(edge.log.entries()).isEmpty();
            slow.complete(true);
            await().untilAsserted(() -> assertThat(edge.log.names()).isEqualTo(names));
            assertThat(sender.isAlive()).isFalse();
        }
    }

    @Test
    void whileTheLogDoesNotTakeEntriesSendsAreToldToRetryAndNothingCloses() {
        try (TestClient client = edge.live()) {
            edge.log.onAppend = () -> CompletableFuture.failedFuture(unavailable());
            client.send(TestEdge.send("m-1", DIRECT, "hi"));
            assertThat(client.expectError("retry")).contains("\"clientMessageId\":\"m-1\"", "\"retry\":true");
            edge.log.onAppend = () -> {
                throw unavailable();
            };
            client.send(TestEdge.send("m-1", DIRECT, "hi"));
            assertThat(client.expectError("retry")).contains("\"clientMessageId\":\"m-1\"");
            edge.log.onAppend = () -> CompletableFuture.completedFuture(null);
            client.send(TestEdge.send("m-1", DIRECT, "hi"));
            client.expectAlive();
            assertThat(edge.log.names()).endsWith("m-1");
        }
    }

    @Test
    void whileNoIdsCanBeStampedSendsAreToldToRetry() {
        try (TestClient client = edge.live()) {
            edge.ids = () -> {
                throw unavailable();
            };
            client.send(TestEdge.send("m-1", DIRECT, "hi"));
            assertThat(client.expectError("retry")).contains("\"clientMessageId\":\"m-1\"");
            assertThat(edge.log.entries()).isEmpty();
        }
    }

    @Test
    void aFaultOfOursIsSaidToBeOursAndTheSocketStaysOpen() {
        try (TestClient client = edge.live()) {
            edge.log.onAppend = () -> {
                throw new IllegalStateException("a bug");
            };
            client.send(TestEdge.send("m-1", DIRECT, "hi"));
            assertThat(client.expectError("internal")).contains("\"clientMessageId\":\"m-1\"", "\"retry\":true");
            client.expectAlive();
        }
    }

    @Test
    void ofAThousandSendsAtOnceSomeAreLimitedAndNoneIsLost() {
        try (TestClient client = edge.live()) {
            Set<String> all = new HashSet<>();
            for (int i = 0; i < 1_000; i++) {
                all.add("m-" + i);
                client.send(TestEdge.send("m-" + i, DIRECT, "hi"));
            }
            client.socket().sendPing(ByteBuffer.allocate(0)).join();
            Set<String> limited = new HashSet<>();
            long retryAfterMs = 0;
            for (String frame = client.take(1).getFirst();
                    !frame.startsWith("pong");
                    frame = client.take(1).getFirst()) {
                assertThat(frame).contains("\"code\":\"rate_limited\"", "\"retry\":true");
                limited.add(find(NAME, frame));
                retryAfterMs = Long.parseLong(find(RETRY_AFTER, frame));
            }
            List<String> accepted = edge.log.names();
            assertThat(accepted)
                    .hasSizeBetween(100, 400)
                    .startsWith("m-0", "m-1", "m-2")
                    .doesNotHaveDuplicates();
            assertThat(limited).hasSize(1_000 - accepted.size()).doesNotContainAnyElementsOf(accepted);
            limited.addAll(accepted);
            assertThat(limited).isEqualTo(all);
            assertThat(retryAfterMs).isBetween(0L, 100L);
            await().pollDelay(Duration.ofMillis(retryAfterMs + 60)).until(() -> true);
            client.send(TestEdge.send("again", DIRECT, "hi"));
            client.expectAlive();
            assertThat(edge.log.names()).endsWith("again");
        }
    }

    @Test
    void allConnectionsOfAUserShareOneRate() {
        try (TestClient phone = edge.live();
                TestClient laptop = edge.live(ALICE, new DeviceId(72));
                TestClient bob = edge.live(BOB, new DeviceId(91))) {
            for (int i = 0; i < 100; i++) {
                phone.send(TestEdge.send("p-" + i, DIRECT, "hi"));
            }
            phone.expectAlive();
            for (int i = 0; i < 60; i++) {
                laptop.send(TestEdge.send("l-" + i, DIRECT, "hi"));
            }
            laptop.expectError("rate_limited");
            bob.send(TestEdge.send("b", DIRECT, "hi"));
            bob.expectAlive();
            assertThat(edge.log.names()).contains("b");
        }
        try (TestClient phoneAgain = edge.live(ALICE, PHONE)) {
            for (int i = 0; i < 90; i++) {
                phoneAgain.send(TestEdge.send("q-" + i, DIRECT, "hi"));
            }
            phoneAgain.expectError("rate_limited");
        }
    }

    private static String find(Pattern pattern, String frame) {
        Matcher matcher = pattern.matcher(frame);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static UnavailableException unavailable() {
        return new UnavailableException("down", new IllegalStateException("down"));
    }
}
