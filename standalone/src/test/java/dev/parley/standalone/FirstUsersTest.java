package dev.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a scripted stand-in for the REST API; [UpSystemTest] has the real one.
class FirstUsersTest {
    @TempDir
    Path directory;

    private final List<String> calls = new ArrayList<>();
    private final Terminal terminal = new Terminal(new PrintStream(PrintStream.nullOutputStream()), () -> 0);
    private int registerStatus = 201;
    private String conversations = "[]";
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void threeUsersAndAGroupAreMadeOnce() {
        firstUsers().createOnce(terminal);
        firstUsers().createOnce(terminal);
        assertThat(calls)
                .containsExactly(
                        "POST /v1/auth/register alice",
                        "POST /v1/auth/register bob",
                        "POST /v1/auth/register carol",
                        "GET /v1/conversations",
                        "POST /v1/groups Friends");
    }

    @Test
    void whatACutShortStartMadeIsNotMadeAgain() {
        registerStatus = 409;
        conversations = "[{\"title\":\"Friends\"}]";
        firstUsers().createOnce(terminal);
        assertThat(calls).contains("POST /v1/auth/login carol").doesNotContain("POST /v1/groups Friends");
        assertThat(directory.resolve("seeded")).exists();
    }

    @Test
    void refusalIsTold() {
        registerStatus = 500;
        server.removeContext("/");
        server.createContext("/", exchange -> send(exchange, 503, "{\"code\":\"unavailable\"}"));
        assertThatThrownBy(() -> firstUsers().createOnce(terminal))
                .hasMessageContaining("503")
                .hasMessageContaining("unavailable");
        assertThat(directory.resolve("seeded")).doesNotExist();
    }

    private FirstUsers firstUsers() {
        return new FirstUsers(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), directory.resolve("seeded"));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().getPath();
        calls.add((exchange.getRequestMethod() + " " + path + " " + subject(body)).strip());
        switch (path) {
            case "/v1/auth/register" -> send(exchange, registerStatus, "{\"userId\":\"7\",\"accessToken\":\"t\"}");
            case "/v1/conversations" -> send(exchange, 200, "{\"conversations\":" + conversations + "}");
            default -> send(exchange, 200, "{\"userId\":\"7\",\"accessToken\":\"t\"}");
        }
    }

    private static String subject(String body) {
        for (String name : List.of("alice", "bob", "carol", "Friends")) {
            if (body.contains("\"" + name + "\"")) {
                return name;
            }
        }
        return "";
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
