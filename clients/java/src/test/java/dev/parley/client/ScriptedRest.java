package dev.parley.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.client.ScriptedWorld.Account;
import dev.parley.client.ScriptedWorld.Login;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.frame.ServerFrameWriter;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The REST side of a [ScriptedServer].
final class ScriptedRest {
    private static final JsonMapper JSON = new JsonMapper();

    /// How a request ends otherwise.
    private static final class Problem extends RuntimeException {
        private final transient ErrorCode code;

        Problem(ErrorCode code) {
            super(code.sentence());
            this.code = code;
        }
    }

    private record Request(String method, String path, Map<String, String> query, JsonNode body) {
        String text(String field) {
            return body.path(field).asString("");
        }
    }

    private final HttpServer http;
    private final ScriptedWorld world;
    private final Supplier<URI> chatServer;
    private volatile @Nullable ErrorCode connectProblem;

    ScriptedRest(ScriptedWorld world, Supplier<URI> chatServer) {
        this.world = world;
        this.chatServer = chatServer;
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::serve);
        http.start();
    }

    URI uri() {
        return URI.create("http://localhost:" + http.getAddress().getPort());
    }

    void connectProblem(@Nullable ErrorCode code) {
        connectProblem = code;
    }

    void stop() {
        http.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        URI uri = exchange.getRequestURI();
        int status = 200;
        String answer;
        try {
            Request request = new Request(
                    exchange.getRequestMethod(),
                    uri.getPath(),
                    query(uri.getRawQuery()),
                    body.isEmpty() ? JSON.createObjectNode() : JSON.readTree(body));
            answer = answer(request, exchange.getRequestHeaders().getFirst("Authorization"));
        } catch (Problem problem) {
            status = problem.code.httpStatus();
            answer =
                    JSON.writeValueAsString(Map.of("detail", problem.code.sentence(), "code", problem.code.wireName()));
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new HashMap<>();
        if (raw != null) {
            for (String part : raw.split("&")) {
                String[] pair = part.split("=", 2);
                query.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    private String answer(Request request, @Nullable String authorization) {
        switch (request.path()) {
            case "/v1/auth/register":
                if (world.named(request.text("name")).isPresent()) {
                    throw new Problem(ErrorCode.NAME_TAKEN);
                }
                world.add(request.text("name"), request.text("password"));
                return login(request);
            case "/v1/auth/login":
                return login(request);
            case "/v1/auth/refresh":
                Login known = world.useRefresh(request.text("refreshToken"));
                if (known == null) {
                    throw new Problem(ErrorCode.TOKEN_REUSED);
                }
                return JSON.writeValueAsString(world.session(known));
            default:
        }
        Login login = world.loginOfAccess(String.valueOf(authorization).replace("Bearer ", ""));
        if (login == null) {
            throw new Problem(ErrorCode.TOKEN_INVALID);
        }
        return JSON.writeValueAsString(answer(request, login));
    }

    private String login(Request request) {
        Account account = world.named(request.text("name"))
                .filter(known -> known.password().equals(request.text("password")))
                .orElseThrow(() -> new Problem(ErrorCode.BAD_CREDENTIALS));
        DeviceId device =
                request.body().has("deviceId") ? DeviceId.parse(request.text("deviceId")) : new DeviceId(world.id());
        return JSON.writeValueAsString(world.session(new Login(account.user(), device)));
    }

    private Object answer(Request request, Login login) {
        String[] path = request.path().substring("/v1/".length()).split("/");
        return switch (path[0]) {
            case "connect" -> connect(login);
            case "me" -> person(login.user());
            case "users" -> path.length == 2 ? person(UserId.parse(path[1])) : people(request);
            case "conversations" ->
                path.length == 1 ? conversations(login) : history(ConversationId.parse(path[1]), request);
            case "groups" -> groups(request, login);
            default -> throw new Problem(ErrorCode.NOT_FOUND);
        };
    }

    private Object connect(Login login) {
        ErrorCode problem = connectProblem;
        if (problem != null) {
            throw new Problem(problem);
        }
        return Map.of("url", chatServer.get().toString(), "ticket", world.ticket(login), "server", "chat");
    }

    private Map<String, Object> person(UserId user) {
        Account account = world.of(user).orElseThrow(() -> new Problem(ErrorCode.UNKNOWN_USER));
        return Map.of(
                "userId", user.toString(),
                "name", account.name(),
                "displayName", account.name().toUpperCase(java.util.Locale.ROOT));
    }

    private Object people(Request request) {
        Optional<Account> found = world.named(request.query().getOrDefault("name", ""));
        return Map.of(
                "users", found.map(account -> List.of(person(account.user()))).orElse(List.of()));
    }

    private Object conversations(Login login) {
        List<Map<String, Object>> list = world.heads(login.user()).stream()
                .map(head -> {
                    Map<String, Object> json = new HashMap<>();
                    json.put("conversationId", head.conversationId().value());
                    json.put("seq", head.seq());
                    json.put("readSeq", head.readSeq());
                    json.put("unread", head.unread());
                    if (head.conversationId() instanceof ConversationId.Direct direct) {
                        json.put("peer", person(direct.other(login.user())));
                    } else {
                        json.put("title", world.title(head.conversationId()));
                    }
                    return json;
                })
                .toList();
        return Map.of("conversations", list, "more", false);
    }

    /// The page frame has the history's fields too.
    private JsonNode history(ConversationId conversation, Request request) {
        List<Event> log = world.log(conversation);
        int limit = Integer.parseInt(request.query().getOrDefault("limit", "50"));
        String afterText = request.query().get("after");
        long before = Long.parseLong(request.query().getOrDefault("before", String.valueOf(log.size() + 1L)));
        long after = afterText == null ? Math.max(0, before - 1 - limit) : Long.parseLong(afterText);
        List<Event> events = log.stream()
                .filter(event -> event.seq() > after && event.seq() < before)
                .limit(limit)
                .toList();
        boolean more = afterText == null ? after > 0 : after + limit < log.size();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ServerFrameWriter.write(new ServerFrame.Page("", conversation, events, more), out);
        return JSON.readTree(out.toByteArray());
    }

    private Object groups(Request request, Login login) {
        if (!request.method().equals("POST") || !request.path().equals("/v1/groups")) {
            throw new Problem(ErrorCode.NOT_FOUND);
        }
        ConversationId.Group group = world.group(request.text("title"));
        Map<String, Object> owner = new HashMap<>(person(login.user()));
        owner.put("role", "owner");
        return Map.of(
                "conversationId",
                group.value(),
                "title",
                request.text("title"),
                "version",
                1,
                "members",
                List.of(owner));
    }
}
