package dev.parley.presence.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.contracts.event.Glance;
import dev.parley.contracts.record.PresenceMessages;
import dev.parley.contracts.record.UnreadableRecordException;
import dev.parley.testkit.access.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Stands in for the API service: its keys, and who may see whom.
public final class FakeApi implements AutoCloseable {
    public final Tokens tokens = new Tokens("test");
    public final Set<Glance> hidden = ConcurrentHashMap.newKeySet();
    public final AtomicInteger asked = new AtomicInteger();
    public volatile boolean away;

    private final HttpServer server;

    public FakeApi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(
                "/.well-known/jwks.json",
                exchange -> answer(exchange, 200, tokens.publicKeys().toString().getBytes(StandardCharsets.UTF_8)));
        server.createContext(PresenceMessages.VISIBILITY_PATH, this::visibility);
        server.start();
    }

    private void visibility(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        if (away) {
            answer(exchange, 503, new byte[0]);
            return;
        }
        try {
            byte[] body = PresenceMessages.encodeVisible(
                    PresenceMessages.decodeGlances(exchange.getRequestBody().readAllBytes()).stream()
                            .map(glance -> !hidden.contains(glance))
                            .toList());
            answer(exchange, 200, body);
        } catch (UnreadableRecordException bad) {
            answer(exchange, 400, new byte[0]);
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
