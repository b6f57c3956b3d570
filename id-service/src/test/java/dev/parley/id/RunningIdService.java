package dev.parley.id;

import dev.parley.kit.ids.IdsWiring;
import dev.parley.testkit.engines.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// The real service on a free port, and processes that lease from it.
public final class RunningIdService implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final HttpClient client = HttpClient.newHttpClient();

    public RunningIdService(TestDatabase database) {
        this(database, 0);
    }

    public RunningIdService(TestDatabase database, int port) {
        context = IdService.launch(Map.of(
                "server.port", port,
                "parley.postgres.url", database.url(),
                "parley.postgres.user", database.user(),
                "parley.postgres.password", database.password()));
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    public HttpResponse<String> ask(String method, String path, String json) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                json.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /// A process that stamps ids with a number from id-service at `port`.
    public static ConfigurableApplicationContext otherProcess(int port) {
        SpringApplication application = new SpringApplication(OtherProcess.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setDefaultProperties(Map.of(
                "spring.config.name", "none",
                "spring.main.banner-mode", "off",
                "spring.application.name", "other",
                "parley.urls.id", "http://localhost:" + port));
        return application.run();
    }

    @Override
    public void close() {
        client.close();
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @Import(IdsWiring.class)
    static class OtherProcess {
        @Bean
        SimpleMeterRegistry registry() {
            return new SimpleMeterRegistry();
        }
    }
}
