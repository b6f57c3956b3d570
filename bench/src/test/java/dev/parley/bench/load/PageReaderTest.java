package dev.parley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PageReaderTest {
    private static final int CHUNKED = 0;

    private final ConversationId conversation = ConversationId.direct(new UserId(1), new UserId(2));
    private final List<String> asked = new ArrayList<>();
    private HttpServer server;
    private int status = 200;
    private boolean chunked;
    private boolean last;
    private int events = 50;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = ("{\"events\":[" + "{\"seq\":1,\"text\":\"hi\"},".repeat(events) + "],\"more\":true}")
                    .getBytes(StandardCharsets.UTF_8);
            if (last) {
                exchange.getResponseHeaders().set("Connection", "close");
            }
            exchange.sendResponseHeaders(status, chunked ? CHUNKED : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void eventsAreCountedOverOneConnectionHoweverThePageComes() {
        try (PageReader reader = new PageReader(server.getAddress(), "token")) {
            assertThat(reader.read(conversation, 51, 50)).isEqualTo(50);
            chunked = true;
            events = 7_000; // More than the buffer takes.
            assertThat(reader.read(conversation, 101, 50)).isEqualTo(7_000);
            chunked = false;
            events = 0;
            assertThat(reader.read(conversation, 1, 50)).isZero();
        }
        assertThat(asked.getFirst()).isEqualTo("/v1/conversations/d.1.2/events?before=51&limit=50 Bearer token");
    }

    @Test
    void aConnectionThatTheServerEndsIsFollowedByAnother() {
        last = true;
        try (PageReader reader = new PageReader(server.getAddress(), "token")) {
            assertThat(reader.read(conversation, 51, 50)).isEqualTo(50);
            assertThat(reader.read(conversation, 51, 50)).isEqualTo(50);
        }
    }

    @Test
    void anyOtherAnswerIsAnError() {
        status = 403;
        try (PageReader reader = new PageReader(server.getAddress(), "token")) {
            assertThatThrownBy(() -> reader.read(conversation, 51, 50)).hasMessageContaining("403");
        }
    }
}
