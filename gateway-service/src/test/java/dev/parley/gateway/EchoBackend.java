package dev.parley.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/// A service that answers every request with what it got: its own name, the method, the path, headers and body.
/// `/v1/slow` is answered when it is closed; `/v1/break` breaks off, and `/v1/break-once` when a method is used first.
final class EchoBackend implements AutoCloseable {
    private final String name;
    private final HttpServer server;
    private final Set<String> brokenOff = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    EchoBackend(String name) {
        this.name = name;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            if (path.equals("/v1/break")
                    || path.equals("/v1/break-once") && brokenOff.add(exchange.getRequestMethod())) {
                return;
            }
            if (path.equals("/v1/slow")) {
                closed.await();
            }
            byte[] body = exchange.getRequestBody().readAllBytes();
            byte[] answer = describe(exchange, body.length).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String describe(HttpExchange exchange, int bodyBytes) {
        StringBuilder text = new StringBuilder(name + " " + exchange.getRequestMethod() + " " + exchange.getRequestURI()
                + " " + bodyBytes + " bytes\n");
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(exchange.getRequestHeaders());
        headers.forEach((header, values) -> text.append(header.toLowerCase(java.util.Locale.ROOT))
                .append(": ")
                .append(String.join(", ", values))
                .append('\n'));
        return text.toString();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
