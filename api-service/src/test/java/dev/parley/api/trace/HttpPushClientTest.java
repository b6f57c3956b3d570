package dev.parley.api.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.parley.api.answer.UnavailableException;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.services.ServiceCaller;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpPushClientTest {
    private static final UserId ALICE = new UserId(1);
    private static final UserId BOB = new UserId(2);
    private static final UserId CAROL = new UserId(3);
    private static final ConversationId TALK = ConversationId.direct(ALICE, BOB);

    private final HttpServer server = open();
    private final HttpPushClient client = new HttpPushClient(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"),
            Duration.ofSeconds(20),
            new ServiceCaller("notification-service", () -> "token"));
    private volatile int status = 200;
    private volatile String body = "";
    private volatile String asked = "";

    private static HttpServer open() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new IllegalStateException(noPort);
        }
    }

    @BeforeEach
    void serve() {
        server.createContext("/", exchange -> {
            asked = exchange.getRequestURI().toString();
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    void theMostThatIsKnownOfAnyDeviceCounts() {
        body = """
                {"devices": [
                  {"userId": "1", "deviceId": "10", "state": "waiting"},
                  {"userId": "1", "deviceId": "11", "state": "rung"},
                  {"userId": "2", "deviceId": "12", "state": "not_rung"},
                  {"userId": "2", "deviceId": "13", "state": "waiting"},
                  {"userId": "3", "deviceId": "14", "state": "something new"}]}""";
        assertThat(client.pushes(TALK, 7, List.of(ALICE, BOB, CAROL)))
                .isEqualTo(Map.of(ALICE, Push.RUNG, BOB, Push.WAITING, CAROL, Push.ASKED));
        assertThat(asked).isEqualTo("/internal/ringing?conversation=d.1.2&seq=7&users=1,2,3");
    }

    @Test
    void whateverElseIsAnsweredIsNoAnswer() {
        for (String nonsense : List.of(
                "",
                "{",
                "[]",
                "{}",
                "{\"devices\": 1}",
                "{\"devices\": [{}]}",
                "{\"devices\": [{\"userId\": \"x\"}]}")) {
            body = nonsense;
            assertThatThrownBy(() -> client.pushes(TALK, 7, List.of(ALICE)))
                    .as(nonsense)
                    .isInstanceOf(UnavailableException.class);
        }
        body = "{\"devices\": []}";
        status = 503;
        assertThatThrownBy(() -> client.pushes(TALK, 7, List.of(ALICE))).isInstanceOf(UnavailableException.class);
        server.stop(0);
        assertThatThrownBy(() -> client.pushes(TALK, 7, List.of(ALICE))).isInstanceOf(UnavailableException.class);
    }
}
