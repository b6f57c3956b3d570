package dev.parley.notification.support;

import dev.parley.kit.services.ServiceCallers;
import dev.parley.notification.NotificationService;
import dev.parley.testkit.engines.TestDatabase;
import dev.parley.testkit.engines.TestEngines;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/// The real service on a free port.
public final class RunningService implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final ApiStandIn api;
    private final HttpClient http = HttpClient.newHttpClient();

    private RunningService(ConfigurableApplicationContext context, ApiStandIn api) {
        this.context = context;
        this.api = api;
    }

    /// @param settings besides those that say where everything is; they win
    public static RunningService start(
            TestDatabase database, String kafkaPrefix, ApiStandIn api, Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "server.port", 0,
                "parley.kafka.bootstrap", TestEngines.get().addresses().kafkaBootstrap(),
                "parley.kafka.prefix", kafkaPrefix,
                "parley.postgres.url", database.url(),
                "parley.postgres.user", database.user(),
                "parley.postgres.password", database.password(),
                "parley.urls.api", api.url().toString()));
        all.putAll(settings);
        return new RunningService(NotificationService.launch(all), api);
    }

    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    public HttpResponse<String> getAsService(String path) {
        return send(asService(path));
    }

    public HttpResponse<String> deleteAsService(String path) {
        return send(asService(path).DELETE());
    }

    private HttpRequest.Builder asService(String path) {
        return context.getBean(ServiceCallers.class).of("notification-service").request(uri(path));
    }

    /// @param body none: an empty one
    public HttpResponse<String> asDevice(String method, String path, long user, long device, String body) {
        return send(HttpRequest.newBuilder(uri(path))
                .header(
                        "Authorization",
                        "Bearer "
                                + api.tokens().good(user, device, Instant.now().plusSeconds(600)))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public URI uri(String path) {
        return URI.create(
                "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port") + path);
    }

    public double count(String meter) {
        return context.getBean(MeterRegistry.class).find(meter).counters().stream()
                .mapToDouble(it -> it.count())
                .sum();
    }

    @Override
    public void close() {
        http.shutdownNow();
        context.close();
    }
}
