package dev.parley.api.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.api.ApiService;
import dev.parley.kit.ids.IdSource;
import dev.parley.kit.services.ServiceCallers;
import dev.parley.testkit.contract.Exchange;
import dev.parley.testkit.contract.RestContract;
import dev.parley.testkit.engines.TestDatabase;
import dev.parley.testkit.engines.TestEngines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// The real service on a free port and on real engines. Every answer is compared with the API's description.
public final class RunningApi implements AutoCloseable {
    public static final String PASSWORD = "correct horse";
    /// As the keys file calls the operator.
    public static final String OPERATOR = "olga";

    private static final String ADMIN_SECRET = "0123456789abcdef0123456789abcdef";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final AtomicInteger USERS = new AtomicInteger();
    private static @Nullable RunningApi shared;

    private final ConfigurableApplicationContext context;
    private final ConversationTables tables;
    private final LogTopic log;
    private final HttpClient client = HttpClient.newHttpClient();
    private final RestContract contract = new RestContract();
    private final RestContract adminContract = RestContract.forOperators();

    private RunningApi(ConfigurableApplicationContext context, ConversationTables tables, LogTopic log) {
        this.log = log;
        this.context = context;
        this.tables = tables;
    }

    /// One for all test classes of this JVM that break nothing. Its limits on logins are wide, and it has an operator.
    public static synchronized RunningApi shared() {
        RunningApi running = shared;
        if (running == null) {
            running = start(Map.of("parley.login-limit.per-address", 100_000, "parley.admin.keys-file", adminKeys()));
            shared = running;
        }
        return running;
    }

    /// For `parley.admin.keys-file`: a file with the key of [#operator].
    public static String adminKeys() {
        try {
            Path keys = Files.createTempFile("admin", ".keys");
            keys.toFile().deleteOnExit();
            Files.writeString(keys, OPERATOR + " " + ADMIN_SECRET + "\n");
            return keys.toString();
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /// One for a test class alone, with a database of its own.
    public static RunningApi start(Map<String, Object> settings) {
        return start(TestEngines.get().freshPostgresDatabase(), settings);
    }

    public static RunningApi start(TestDatabase database, Map<String, Object> settings) {
        String prefix = TestEngines.get().freshPrefix();
        LogTopic log = LogTopic.make(prefix);
        ConversationTables tables = ConversationTables.fresh();
        Map<String, Object> all = new HashMap<>();
        TestEngines.get().properties().forEach((key, value) -> all.put((String) key, value));
        all.put("parley.redis.url", TestEngines.get().freshRedisUrl());
        all.put("parley.postgres.url", database.url());
        all.put("parley.postgres.user", database.user());
        all.put("parley.postgres.password", database.password());
        all.put("parley.kafka.prefix", prefix);
        all.put("parley.cassandra.keyspace", tables.settings().keyspace());
        all.put("parley.urls.id", new FakeIdService().url().toString());
        all.put("parley.urls.notification", "http://127.0.0.1:1");
        all.put("server.port", 0);
        all.putAll(settings);
        ConfigurableApplicationContext context = ApiService.launch(all);
        // The first lease comes a moment after the start.
        Awaitility.await()
                .ignoreExceptions()
                .until(() -> context.getBean(IdSource.class).next() > 0);
        return new RunningApi(context, tables, log);
    }

    public ConversationTables tables() {
        return tables;
    }

    public LogTopic log() {
        return log;
    }

    public RestContract contract() {
        return contract;
    }

    public RestContract adminContract() {
        return adminContract;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    public URI uri(String path) {
        return URI.create("http://localhost:" + port() + path);
    }

    /// Someone without a token.
    public ApiUser nobody() {
        return new ApiUser(this, MissingNode.getInstance());
    }

    /// The operator that [#adminKeys] names, and so [#shared] knows.
    public ApiUser operator() {
        return withToken(ADMIN_SECRET);
    }

    /// Another service of this installation.
    public ApiUser service() {
        return withToken(bean(ServiceCallers.class).of("api-service").token());
    }

    public ApiUser withToken(String token) {
        return new ApiUser(this, JSON.createObjectNode().put("accessToken", token));
    }

    /// A new user with a new name, logged in.
    public ApiUser user() {
        return user("user" + USERS.incrementAndGet() + "-"
                + Long.toString(ProcessHandle.current().pid(), 36));
    }

    public ApiUser user(String name) {
        Response response =
                nobody().post("/v1/auth/register", "{\"name\": \"" + name + "\", \"password\": \"" + PASSWORD + "\"}");
        if (response.status() != 201) {
            throw new AssertionError("register: " + response);
        }
        return new ApiUser(this, response.json());
    }

    /// Users who are there but never call: made without a password, which would take its time.
    public List<ApiUser> idleUsers(int count) {
        List<ApiUser> users = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long id = context.getBean(IdSource.class).next();
            context.getBean(JdbcClient.class)
                    .sql("insert into users (id, name, display_name, search_key, password_hash, created_at)"
                            + " values (:id, :name, :name, :name, '', now())")
                    .param("id", id)
                    .param("name", "idle-" + id)
                    .update();
            users.add(new ApiUser(this, JSON.createObjectNode().put("userId", Long.toString(id))));
        }
        return users;
    }

    /// What services ask each other, and health and metrics, stand in no description.
    private Optional<RestContract> describedIn(String path) {
        if (path.startsWith("/admin/")) {
            return Optional.of(adminContract);
        }
        return path.startsWith("/internal/") || path.startsWith("/actuator/")
                ? Optional.empty()
                : Optional.of(contract);
    }

    /// Sends what `request` says and checks the answer against the description.
    public Response send(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            Response answer =
                    new Response(response.statusCode(), response.headers(), response.body(), json(response.body()));
            URI uri = request.uri();
            Exchange exchange = new Exchange(
                    request.method(),
                    uri.getRawPath(),
                    "",
                    answer.status(),
                    answer.headers().firstValue("content-type").orElse("").replaceAll(";.*", ""),
                    answer.text());
            describedIn(uri.getRawPath())
                    .ifPresent(judge -> assertThat(judge.judgeAnswer(exchange))
                            .as(exchange.toString())
                            .isEmpty());
            return answer;
        } catch (IOException gone) {
            throw new IllegalStateException(gone);
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }

    private static JsonNode json(String text) {
        try {
            return text.isEmpty() ? MissingNode.getInstance() : JSON.readTree(text);
        } catch (JacksonException other) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public void close() {
        client.close();
        context.close();
        tables.close();
    }
}
