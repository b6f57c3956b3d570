package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.directory.ChatServer;
import dev.parley.contracts.directory.ChatServerJson;
import dev.parley.contracts.directory.DirectoryKeys;
import dev.parley.testkit.engines.TestEngines;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/// A gateway on a free port with a Redis database of its own and a hand-written backend for each service.
public final class RunningGateway implements AutoCloseable {
    private static final String REGION = "eu";

    /// Longer than anything a test waits for: a request that is never answered fails its test and no more.
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    private final String redisUrl = TestEngines.get().freshRedisUrl();
    private final EchoBackend api = new EchoBackend("api");
    private final EchoBackend discovery = new EchoBackend("discovery");
    private final EchoBackend presence = new EchoBackend("presence");
    private final EchoBackend notification = new EchoBackend("notification");
    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;

    /// @param settings beside or in place of the usual ones
    public RunningGateway(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "server.port", 0,
                "parley.region", REGION,
                "parley.redis.url", redisUrl,
                "parley.urls.api", api.url(),
                "parley.urls.id", api.url(),
                "parley.urls.notification", notification.url(),
                "parley.urls.discovery", discovery.url(),
                "parley.urls.presence", presence.url()));
        all.putAll(settings);
        context = GatewayService.launch(all);
    }

    public int port() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    public double count(String metric, String... tags) {
        return context.getBean(MeterRegistry.class)
                .get(metric)
                .tags(tags)
                .counter()
                .count();
    }

    public double gauge(String metric) {
        return context.getBean(MeterRegistry.class).get(metric).gauge().value();
    }

    /// Writes a chat server into the directory.
    public void publish(String id, String address) {
        publish(id, address, false);
    }

    /// @param tls whether it speaks TLS
    public void publish(String id, String address, boolean tls) {
        ChatServer server =
                new ChatServer(id, URI.create("ws://gateway.test/ws/" + id), address, REGION, "", 4, 0, false, tls);
        RedisClient client = RedisClient.create(redisUrl);
        try (StatefulRedisConnection<String, String> redis = client.connect()) {
            redis.sync().set(DirectoryKeys.server(REGION, id), ChatServerJson.write(server));
        } finally {
            client.shutdown();
        }
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(ANSWER_WITHIN).build(), BodyHandlers.ofString());
    }

    public void closeApi() {
        api.close();
    }

    static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        var problem = JsonMapper.shared().readTree(answer.body());
        assertThat(problem.path("code").asString()).isEqualTo(code);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asString()).isNotEmpty();
    }

    /// Ends the gateway alone.
    public void stop() {
        context.close();
    }

    @Override
    public void close() {
        context.close();
        http.close();
        notification.close();
        presence.close();
        discovery.close();
        api.close();
    }
}
