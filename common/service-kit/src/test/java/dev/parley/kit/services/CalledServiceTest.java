package dev.parley.kit.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.contracts.record.UnreadableRecordException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CalledServiceTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger tokens = new AtomicInteger();
    private final CountDownLatch never = new CountDownLatch(1);
    private HttpServer server;
    private CalledService service;
    private volatile int status = 200;
    private volatile String body = "";
    private volatile boolean silent;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        service = called("/", Duration.ofSeconds(20));
    }

    @AfterEach
    void stop() {
        never.countDown();
        service.close();
        server.stop(0);
    }

    private CalledService called(String base, Duration timeout) {
        return new ServiceCaller("a-service", () -> "token-" + tokens.incrementAndGet())
                .at(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + base), timeout);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Authorization") + " "
                + exchange.getRequestHeaders().getOrDefault("Content-Type", List.of()) + sent);
        if (silent) {
            try {
                never.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void eachRequestGoesBelowTheAddressWithAProofOfItsOwn() throws ServiceAwayException {
        service.get("/internal/a?b=1,2");
        service.delete("/internal/a");
        service.post("/internal/a", new byte[] {'x'});
        service.sendJson("PUT", "/internal/a", Map.of("b", 1));
        service.getLater("/internal/a").join();
        try (CalledService below = called("/base//", Duration.ofSeconds(20))) {
            below.get("/internal/a");
        }
        assertThat(asked)
                .containsExactly(
                        "GET /internal/a?b=1,2 Bearer token-1 []",
                        "DELETE /internal/a Bearer token-2 []",
                        "POST /internal/a Bearer token-3 [application/octet-stream]x",
                        "PUT /internal/a Bearer token-4 [application/json]{\"b\":1}",
                        "GET /internal/a Bearer token-5 []",
                        "GET /base/internal/a Bearer token-6 []");
    }

    @Test
    void whatIsAnsweredIsRead() throws ServiceAwayException {
        body = "7";
        assertThat(service.get("/").ok().<Integer>readText(Integer::parseInt)).isEqualTo(7);
        assertThat(service.get("/").ok().<Integer>readRecord(bytes -> bytes.length))
                .isEqualTo(1);
        body = "{\"n\": 7}";
        assertThat(service.get("/")
                        .ok()
                        .<Integer>readJson(json -> json.path("n").asInt()))
                .isEqualTo(7);
        status = 404;
        assertThat(service.get("/").status()).isEqualTo(404);
    }

    @Test
    void anyOtherStatusIsNoAnswerThatHelps() {
        for (int other : new int[] {201, 204, 302, 401, 500}) {
            status = other;
            away(
                    "a-service answered with status " + other,
                    () -> service.get("/").ok());
        }
    }

    @Test
    void whatAProblemSaysIsSaid() {
        status = 503;
        body = "{\"detail\": \"All numbers are lent.\"}";
        away(
                "a-service answered with status 503: All numbers are lent.",
                () -> service.get("/").ok());
    }

    @Test
    void whatReadersRefuseIsNoAnswerThatHelps() throws ServiceAwayException {
        body = "{";
        ServiceAnswer answer = service.get("/").ok();
        String something = "a-service answered with something else";
        away(something, () -> answer.readJson(json -> json));
        away(something, () -> answer.readText(Integer::parseInt));
        away(
                something,
                () -> answer.readRecord(bytes -> {
                    throw new UnreadableRecordException("thing", null);
                }));
        body = "{\"at\": \"noon\"}";
        ServiceAnswer noon = service.get("/").ok();
        away(
                something,
                () -> noon.readJson(json -> LocalTime.parse(json.path("at").asString())));
    }

    @Test
    void silenceIsNotWaitedForLongerThanTheTimeout() {
        silent = true;
        try (CalledService impatient = called("", Duration.ofMillis(200))) {
            away("a-service does not answer", () -> impatient.get("/"));
            assertThatThrownBy(() -> impatient.getLater("/").join())
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void nobodyThereIsNoAnswer() {
        server.stop(0);
        away("a-service does not answer", () -> service.get("/"));
    }

    @Test
    void whoIsInterruptedStaysSo() {
        silent = true;
        Thread.currentThread().interrupt();
        away("interrupted while a-service was asked", () -> service.get("/"));
        assertThat(Thread.interrupted()).isTrue();
    }

    private static void away(String reason, ThrowingCallable call) {
        assertThatExceptionOfType(ServiceAwayException.class)
                .isThrownBy(call)
                .extracting(ServiceAwayException::reason)
                .isEqualTo(reason);
    }
}
