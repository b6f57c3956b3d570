package dev.parley.id;

import dev.parley.kit.ids.IdsWiring;
import dev.parley.kit.services.ServiceCallers;
import dev.parley.testkit.engines.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/// The real service on a free port, and processes that lease from it.
public final class RunningIdService implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final HttpClient client = HttpClient.newHttpClient();

    public RunningIdService(TestDatabase database) {
        this(database, 0, Map.of());
    }

    /// @param port 0 for a free one
    public RunningIdService(TestDatabase database, int port, Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("server.port", port);
        all.put("parley.postgres.url", database.url());
        all.put("parley.postgres.user", database.user());
        all.put("parley.postgres.password", database.password());
        context = IdService.launch(all);
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    public HttpResponse<String> ask(String method, String path, String json) throws IOException, InterruptedException {
        return client.send(
                context.getBean(ServiceCallers.class)
                        .of("id-service")
                        .request(URI.create("http://localhost:" + port() + path))
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                json.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /// Lets a process give up its own lease, so that it takes none while a test counts them.
    public static void leaveLeases(ConfigurableApplicationContext process) {
        process.getBean("leaseSchedule", SmartLifecycle.class).stop();
    }

    public void leaveLeases() {
        leaveLeases(context);
    }

    public void takeLeases() {
        context.getBean("leaseSchedule", SmartLifecycle.class).start();
    }

    /// A process that stamps ids with a number from id-service at `port`.
    public static ConfigurableApplicationContext otherProcess(int port) {
        return otherProcess(port, Map.of());
    }

    public static ConfigurableApplicationContext otherProcess(int port, Map<String, Object> settings) {
        SpringApplication application = new SpringApplication(OtherProcess.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        Map<String, Object> all = new HashMap<>(settings);
        all.put("spring.config.name", "none");
        all.put("spring.main.banner-mode", "off");
        all.put("spring.application.name", "other");
        all.put("parley.urls.id", "http://localhost:" + port);
        application.setDefaultProperties(all);
        return application.run();
    }

    @Override
    public void close() {
        client.close();
        context.close();
    }

    /// Not a `@Configuration`, or the scan of id-service would find it.
    @Import(IdsWiring.class)
    static class OtherProcess {
        @Bean
        SimpleMeterRegistry registry() {
            return new SimpleMeterRegistry();
        }
    }
}
