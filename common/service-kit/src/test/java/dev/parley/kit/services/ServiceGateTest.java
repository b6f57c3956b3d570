package dev.parley.kit.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.kit.launch.ServiceDescription;
import dev.parley.kit.launch.ServiceLauncher;
import dev.parley.kit.launch.Technology;
import dev.parley.kit.launch.WrongUseException;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// A service of two addresses, launched as all services are, which imports nothing for its gate.
class ServiceGateTest {
    private static final String KEY = "Z2F0ZS10ZXN0LWtleS1nYXRlLXRlc3Qta2V5LTAwMDAwMDE=";
    private static final ServiceKeys KEYS = ServiceKeys.parse(KEY);

    @TempDir
    private static Path directory;

    private static Path file;
    private static ConfigurableApplicationContext service;
    private static HttpClient http;

    @EnableAutoConfiguration
    static class Lonely {}

    @EnableAutoConfiguration
    @RestController
    static class Called {
        @GetMapping("/internal/secret")
        String secret() {
            return "for services";
        }

        @GetMapping("/v1/open")
        String open() {
            return "for all";
        }
    }

    @BeforeAll
    static void start() throws IOException {
        file = Files.writeString(directory.resolve("keys"), KEY);
        service = launch(Called.class, Map.of("parley.services.keys-file", file.toString()));
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        http.close();
        service.close();
    }

    private static ConfigurableApplicationContext launch(Class<?> application, Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("server.port", 0);
        all.putIfAbsent("parley.services.keys-file", "");
        all.putIfAbsent("parley.services.create-keys", false);
        return ServiceLauncher.launch(
                new ServiceDescription("called-service", application, Set.of(Technology.WEBMVC)), all);
    }

    @Test
    void anotherServiceGetsIn() throws Exception {
        HttpResponse<String> answer = ask(service, "/internal/secret", "Bearer " + token("called-service"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("for services");
    }

    @Test
    void whatIsNotInternalNeedsNoToken() throws Exception {
        assertThat(ask(service, "/v1/open", "").body()).isEqualTo("for all");
        assertThat(ask(service, "/actuator/health", "").statusCode()).isEqualTo(200);
    }

    @Test
    void othersAreToldAsAProblemAndCounted() throws Exception {
        refused("", "unauthenticated", "missing");
        refused("Basic YTpi", "unauthenticated", "missing");
        refused("Bearer x", "token_invalid", "not_ours");
        refused("Bearer " + token("another-service"), "token_invalid", "audience");
        refused(
                "Bearer " + KEYS.sign("test", "called-service", Instant.now().minusSeconds(61)),
                "token_invalid",
                "expired");
    }

    private static void refused(String authorization, String code, String why) throws Exception {
        double before = counted(why);
        HttpResponse<String> answer = ask(service, "/internal/secret", authorization);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("content-type").orElse("")).isEqualTo("application/problem+json");
        assertThat(answer.headers().firstValue("www-authenticate").orElse("")).isEqualTo("Bearer");
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
        assertThat(counted(why)).isEqualTo(before + 1);
    }

    private static double counted(String why) {
        return service.getBean(MeterRegistry.class)
                .counter("services.calls.refused", "why", why)
                .count();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/secret",
                "/internal/secret/",
                "/internal/none",
                "/internal",
                "/%69nternal/secret",
                "/internal;x=1/secret",
                "/internal/secret;x=1",
                "/;x/internal/secret",
                "//internal/secret",
                "/./internal/secret",
                "/v1/../internal/secret",
                "/v1/%2e%2e/internal/secret",
                "/internal%2fsecret",
                "/internal\\secret",
                "/INTERNAL/secret"
            })
    void noSpellingOfAnAddressLeadsPastTheGate(String path) throws IOException {
        assertThat(raw(path)).doesNotStartWith("HTTP/1.1 2").doesNotContain("for services");
    }

    private static String raw(String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(service))) {
            OutputStream out = socket.getOutputStream();
            out.write(("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aServiceThatIsCalledDoesNotStartWithoutKeysAndOneThatIsNotDoes() throws Exception {
        assertThatThrownBy(() -> launch(Called.class, Map.of()))
                .isInstanceOf(WrongUseException.class)
                .hasMessageContaining("parley.services.keys-file");
        try (ConfigurableApplicationContext lonely = launch(Lonely.class, Map.of())) {
            assertThat(ask(lonely, "/internal/secret", "Bearer " + token("called-service"))
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    private static String token(String called) {
        return KEYS.sign("test", called, Instant.now());
    }

    private static int port(ConfigurableApplicationContext of) {
        return of.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private static HttpResponse<String> ask(ConfigurableApplicationContext of, String path, String authorization)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(of) + path));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
