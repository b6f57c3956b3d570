package dev.parley.chat.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.chat.conversation.UnavailableException;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.services.ServiceCaller;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpUserDirectoryTest {
    private static final UserId ALICE = new UserId(7);

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private volatile int status = 200;
    private volatile String existing = "7";
    private volatile CountDownLatch hold = new CountDownLatch(0);
    private HttpServer api;
    private HttpUserDirectory users;

    @BeforeEach
    void start() throws IOException {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        api.createContext("/", this::answer);
        api.start();
        users = directory(api.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        users.close();
        hold.countDown();
        api.stop(0);
    }

    private HttpUserDirectory directory(int port) {
        return new HttpUserDirectory(
                URI.create("http://127.0.0.1:" + port + "/"),
                Duration.ofMillis(500),
                new ServiceCaller("api-service", () -> "token"),
                nanos::get);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        try {
            hold.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        byte[] body = existing.getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void aUserWhoExistsIsAskedForOnce() {
        assertThat(exists(ALICE)).isTrue();
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(exists(ALICE)).isTrue();
        assertThat(asked).containsExactly("GET /internal/users/existing?users=7");
    }

    @Test
    void whoIsAskedForNowIsAskedForEachTime() {
        assertThat(exists(ALICE)).isTrue();
        existing = "";
        assertThat(users.existsNow(ALICE).toCompletableFuture().join()).isFalse();
        assertThat(asked).hasSize(2);
    }

    @Test
    void aUserWhoIsKnownFromElsewhereIsNotAskedFor() {
        status = 503;
        users.remember(ALICE);
        assertThat(exists(ALICE)).isTrue();
        assertThat(asked).isEmpty();
    }

    @Test
    void aUserWhoDoesNotExistIsAskedForAgainAfterSeconds() {
        existing = "";
        assertThat(exists(ALICE)).isFalse();
        assertThat(exists(ALICE)).isFalse();
        assertThat(asked).hasSize(1);
        existing = "7";
        // What is remembered counts from a moment after its answer.
        await().until(() -> {
            nanos.addAndGet(Duration.ofSeconds(6).toNanos());
            return exists(ALICE);
        });
        assertThat(asked).hasSize(2);
    }

    @Test
    void whoAsksAtTheSameTimeSharesOneQuestion() {
        hold = new CountDownLatch(1);
        CompletableFuture<Boolean> one = users.exists(ALICE).toCompletableFuture();
        CompletableFuture<Boolean> two = users.exists(ALICE).toCompletableFuture();
        hold.countDown();
        assertThat(one.join()).isTrue();
        assertThat(two.join()).isTrue();
        assertThat(asked).hasSize(1);
    }

    @Test
    void anErrorIsNotRemembered() {
        status = 503;
        unavailable(users.exists(ALICE).toCompletableFuture());
        status = 200;
        // Whoever asks in the moment in which the answer comes shares it.
        await().ignoreExceptions().until(() -> exists(ALICE));
    }

    @Test
    void anAnswerThatIsNoListOfUsersIsUnavailable() {
        existing = "<html>";
        unavailable(users.exists(ALICE).toCompletableFuture());
    }

    @Test
    void anApiThatHangsIsUnavailableInBoundedTime() {
        hold = new CountDownLatch(1);
        unavailable(users.exists(ALICE).toCompletableFuture());
    }

    @Test
    void anApiThatIsNotThereIsUnavailable() {
        int port = api.getAddress().getPort();
        api.stop(0);
        try (HttpUserDirectory nobody = directory(port)) {
            unavailable(nobody.exists(ALICE).toCompletableFuture());
        }
    }

    @Test
    void questionsThatComeWhileOneIsAskedGoTogether() {
        hold = new CountDownLatch(1);
        existing = "1,3";
        List<CompletableFuture<Boolean>> questions = LongStream.rangeClosed(1, 4)
                .mapToObj(id -> users.exists(new UserId(id)).toCompletableFuture())
                .toList();
        hold.countDown();
        assertThat(questions.stream().map(CompletableFuture::join)).containsExactly(true, false, true, false);
        assertThat(asked)
                .containsExactly("GET /internal/users/existing?users=1", "GET /internal/users/existing?users=2,3,4");
    }

    @Test
    void whoWaitsBehindAQuestionThatFailsIsAskedFor() {
        hold = new CountDownLatch(1);
        CompletableFuture<Boolean> first = users.exists(new UserId(1)).toCompletableFuture();
        CompletableFuture<Boolean> second = users.exists(ALICE).toCompletableFuture();
        unavailable(first);
        hold.countDown();
        assertThat(second.join()).isTrue();
    }

    @Test
    void questionsThatWaitAreBounded() {
        hold = new CountDownLatch(1);
        int one = 1;
        int waiting = 4_096;
        List<CompletableFuture<Boolean>> questions = LongStream.rangeClosed(1, one + waiting + 1)
                .mapToObj(id -> users.exists(new UserId(id)).toCompletableFuture())
                .toList();
        assertThat(questions.subList(0, one + waiting)).noneMatch(CompletableFuture::isDone);
        unavailable(questions.getLast());
        hold.countDown();
        questions
                .subList(0, one + waiting)
                .forEach(question -> question.handle((found, failure) -> found).join());
        assertThat(exists(new UserId(7_000))).isFalse();
    }

    private boolean exists(UserId user) {
        return users.exists(user).toCompletableFuture().join();
    }

    private static void unavailable(CompletableFuture<Boolean> answer) {
        assertThatThrownBy(answer::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(UnavailableException.class);
    }
}
