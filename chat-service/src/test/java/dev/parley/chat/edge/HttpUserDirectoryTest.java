package dev.parley.chat.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.chat.conversation.UnavailableException;
import dev.parley.contracts.id.UserId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpUserDirectoryTest {
    private static final UserId ALICE = new UserId(7);

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private volatile int status = 200;
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
        return new HttpUserDirectory(URI.create("http://127.0.0.1:" + port + "/"), Duration.ofMillis(500), nanos::get);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        try {
            hold.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @Test
    void aUserWhoExistsIsAskedForOnce() {
        assertThat(exists(ALICE)).isTrue();
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(exists(ALICE)).isTrue();
        assertThat(asked).containsExactly("GET /internal/users/7");
    }

    @Test
    void aUserWhoDoesNotExistIsAskedForAgainAfterSeconds() {
        status = 404;
        assertThat(exists(ALICE)).isFalse();
        assertThat(exists(ALICE)).isFalse();
        assertThat(asked).hasSize(1);
        status = 200;
        nanos.addAndGet(Duration.ofSeconds(6).toNanos());
        assertThat(exists(ALICE)).isTrue();
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
        assertThat(exists(ALICE)).isTrue();
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
    void questionsAtOnceAreBounded() {
        hold = new CountDownLatch(1);
        List<CompletableFuture<Boolean>> questions = new ArrayList<>();
        for (int i = 1; i <= 257; i++) {
            questions.add(users.exists(new UserId(i)).toCompletableFuture());
        }
        unavailable(questions.getLast());
        hold.countDown();
        for (CompletableFuture<Boolean> question : questions.subList(0, 256)) {
            question.handle((found, failure) -> found).join();
        }
        assertThat(exists(new UserId(1_000))).isTrue();
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
