package dev.parley.api.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.kit.ids.LeaseBody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/// Leases worker numbers in turn, for as long as the test lasts.
public final class FakeIdService implements AutoCloseable {
    private static final long TTL_MS = 30_000;

    private final HttpServer server;
    private final AtomicInteger next = new AtomicInteger();
    private final JsonMapper json = JsonMapper.builder().build();

    public FakeIdService() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.createContext("/internal/leases", this::answer);
        server.start();
    }

    public URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        int worker = "POST".equals(exchange.getRequestMethod()) ? next.incrementAndGet() : worker(exchange);
        LeaseBody lease =
                new LeaseBody(worker, "00000000-0000-0000-0000-000000000001", "2100-01-01T00:00:00Z", TTL_MS, 0);
        if ("DELETE".equals(exchange.getRequestMethod())) {
            exchange.sendResponseHeaders(204, -1);
        } else {
            byte[] body = json.writeValueAsBytes(lease);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders("POST".equals(exchange.getRequestMethod()) ? 201 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static int worker(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
