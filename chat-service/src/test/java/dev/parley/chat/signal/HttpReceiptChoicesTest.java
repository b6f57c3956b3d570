package dev.parley.chat.signal;

import static dev.parley.chat.conversation.Entries.ALICE;
import static dev.parley.chat.conversation.Entries.BOB;
import static dev.parley.chat.conversation.Entries.CAROL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.chat.conversation.UnavailableException;
import dev.parley.kit.services.ServiceCaller;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpReceiptChoicesTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private volatile int status = 200;
    private volatile String body = "";
    private HttpServer api;
    private HttpReceiptChoices choices;

    @BeforeEach
    void start() throws IOException {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/", this::answer);
        api.start();
        choices = new HttpReceiptChoices(
                URI.create("http://127.0.0.1:" + api.getAddress().getPort()),
                Duration.ofSeconds(2),
                new ServiceCaller("api-service", () -> "token"),
                nanos::get);
    }

    @AfterEach
    void stop() {
        choices.close();
        api.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI().toString());
        byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void saysWhoTurnedThemOff() {
        body = "1,3";
        assertThat(choices.off(List.of(ALICE, BOB, CAROL))).containsExactlyInAnyOrder(ALICE, CAROL);
        assertThat(asked).containsExactly("/internal/read-receipts/off?users=1,2,3");
    }

    @Test
    void asksOnlyForThoseItDoesNotKnow() {
        body = "1";
        choices.off(List.of(ALICE, BOB));
        body = "3";
        assertThat(choices.off(List.of(ALICE, BOB, CAROL))).containsExactlyInAnyOrder(ALICE, CAROL);
        assertThat(choices.off(List.of(BOB))).isEmpty();
        assertThat(asked).hasSize(2).last().isEqualTo("/internal/read-receipts/off?users=3");
    }

    @Test
    void aChoiceCountsAfterHalfAMinute() {
        assertThat(choices.off(List.of(ALICE))).isEmpty();
        body = "1";
        assertThat(choices.off(List.of(ALICE))).isEmpty();
        nanos.addAndGet(Duration.ofSeconds(30).toNanos());
        assertThat(choices.off(List.of(ALICE))).containsExactly(ALICE);
    }

    @Test
    void whatIsNotAnsweredIsNotRemembered() {
        status = 503;
        assertThatThrownBy(() -> choices.off(List.of(ALICE))).isInstanceOf(UnavailableException.class);
        status = 200;
        body = "<html>";
        assertThatThrownBy(() -> choices.off(List.of(ALICE))).isInstanceOf(UnavailableException.class);
        body = "1";
        assertThat(choices.off(List.of(ALICE))).containsExactly(ALICE);
    }

    @Test
    void anApiThatIsNotThereIsUnavailable() {
        api.stop(0);
        assertThatThrownBy(() -> choices.off(List.of(ALICE))).isInstanceOf(UnavailableException.class);
    }
}
