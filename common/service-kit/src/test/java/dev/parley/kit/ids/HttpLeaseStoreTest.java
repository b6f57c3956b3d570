package dev.parley.kit.ids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import dev.parley.kit.services.ServiceCaller;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What id-service itself answers is met in its own tests; here are the answers it should never give.
class HttpLeaseStoreTest {
    private static final UUID TOKEN = new UUID(1, 2);

    private HttpServer server;
    private HttpLeaseStore store;
    private int status;
    private String body = "";
    private String shown = "";

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            shown = exchange.getRequestHeaders().getFirst("Authorization");
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        store = new HttpLeaseStore(
                URI.create("http://localhost:" + server.getAddress().getPort()),
                Duration.ofSeconds(2),
                new ServiceCaller("id-service", () -> "token"));
    }

    @AfterEach
    void close() {
        store.close();
        server.stop(0);
    }

    @Test
    void leaseIsReadFromJson() {
        status = 201;
        body = "{\"worker\":5,\"token\":\"" + TOKEN
                + "\",\"expiresAt\":\"2026-06-01T00:00:00Z\",\"ttlMs\":60000,\"highestTimeUsed\":12}";
        assertThat(store.acquire("me", 1))
                .isEqualTo(new WorkerLease(5, TOKEN, Instant.parse("2026-06-01T00:00:00Z"), Duration.ofMinutes(1), 12));
    }

    @Test
    void everyRequestProvesWhoCalls() {
        status = 409;
        store.renew(5, TOKEN, 1);
        assertThat(shown).isEqualTo("Bearer token");
    }

    @Test
    void conflictMeansLost() {
        status = 409;
        assertThat(store.renew(5, TOKEN, 1)).isEmpty();
        assertThat(store.release(5, TOKEN, 1)).isFalse();
    }

    @Test
    void anyOtherStatusIsPassingTrouble() {
        for (int other : new int[] {302, 400, 404, 500, 503}) {
            status = other;
            refuses(() -> store.acquire("me", 1));
            refuses(() -> store.renew(5, TOKEN, 1));
            refuses(() -> store.release(5, TOKEN, 1));
        }
    }

    @Test
    void answerThatIsNoLeaseIsPassingTrouble() {
        status = 201;
        for (String other : new String[] {"", "no json", "[]", "{}", "{\"worker\":5000}", "{\"token\":\"x\"}"}) {
            body = other;
            refuses(() -> store.acquire("me", 1));
        }
    }

    @Test
    void silentServerIsPassingTrouble() {
        server.stop(0);
        refuses(() -> store.acquire("me", 1));
    }

    private static void refuses(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(LeasesUnavailableException.class).isThrownBy(call);
    }
}
