package dev.parley.notification.support;

import com.sun.net.httpserver.HttpServer;
import dev.parley.testkit.access.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// The API service as far as this one asks it: its keys, and users who all have the same settings and devices.
public final class ApiStandIn implements AutoCloseable {
    private final Tokens tokens = new Tokens("k1");
    private final HttpServer server;
    private final Set<Long> devices = ConcurrentHashMap.newKeySet();
    private volatile boolean previews;

    public ApiStandIn() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            byte[] body = answer(exchange.getRequestURI().getPath()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    private String answer(String path) {
        if (path.equals("/.well-known/jwks.json")) {
            return tokens.publicKeys().toString();
        }
        if (path.endsWith("/recipient")) {
            return "{\"displayName\": \"Zoë\", \"pushPreview\": " + previews + ", \"timeZone\": \"Europe/Berlin\"}";
        }
        if (path.endsWith("/devices")) {
            return devices.stream()
                    .map(it -> "\"" + it + "\"")
                    .collect(Collectors.joining(", ", "{\"deviceIds\": [", "]}"));
        }
        return "";
    }

    public Tokens tokens() {
        return tokens;
    }

    public void logIn(long device) {
        devices.add(device);
    }

    public void logOut(long device) {
        devices.remove(device);
    }

    public void showPreviews() {
        previews = true;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
