package dev.parley.kit.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.kit.launch.ServiceDescription;
import dev.parley.kit.launch.ServiceLauncher;
import dev.parley.kit.launch.Technology;
import dev.parley.kit.tls.Trust;
import dev.parley.kit.tls.TrustSettings;
import dev.parley.testkit.tls.TestIdentity;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// A service's port with a certificate by Boot's settings, as docs/operations.md says, and another service that calls
/// it.
class ServicesOverTlsTest {
    @TempDir
    private static Path directory;

    private static TestIdentity shown;
    private static ConfigurableApplicationContext service;

    @EnableAutoConfiguration
    @RestController
    static class Called {
        @GetMapping("/internal/secret")
        String secret() {
            return "for services";
        }
    }

    @BeforeAll
    static void start() {
        shown = TestIdentity.make(directory, "shown", "dns:localhost");
        Map<String, Object> settings = new HashMap<>(Map.of(
                "server.port",
                0,
                "server.ssl.bundle",
                "parley",
                "spring.ssl.bundle.pem.parley.keystore.certificate",
                "file:" + shown.certificate(),
                "spring.ssl.bundle.pem.parley.keystore.private-key",
                "file:" + shown.key(),
                "spring.ssl.bundle.pem.parley.reload-on-update",
                true,
                "spring.ssl.bundle.watch.file.quiet-period",
                "200ms",
                "management.server.port",
                0,
                "parley.trust.ca-file",
                shown.certificate().toString(),
                "parley.services.keys-file",
                directory.resolve("keys").toString()));
        settings.put("parley.services.create-keys", true);
        settings.put("management.server.ssl.enabled", false);
        service = ServiceLauncher.launch(
                new ServiceDescription("called-service", Called.class, Set.of(Technology.WEBMVC)), settings);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static HttpResponse<String> ask(ServiceCaller caller, String scheme) throws Exception {
        String port = service.getEnvironment().getRequiredProperty("local.server.port");
        try (HttpClient http = caller.client().build()) {
            return http.send(
                    caller.request(URI.create(scheme + "://localhost:" + port + "/internal/secret"))
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    private static ServiceCaller trusting(TestIdentity authority) {
        return new ServiceCaller(
                "called-service",
                () -> service.getBean(ServiceCallers.class).of("called-service").token(),
                Trust.of(new TrustSettings(authority.certificate())).context());
    }

    @Test
    void aServiceCallsAnotherWhoseAuthorityItTrusts() throws Exception {
        ServiceCaller caller = service.getBean(ServiceCallers.class).of("called-service");
        assertThat(ask(caller, "https").body()).isEqualTo("for services");
    }

    @Test
    void plainRequestsAndOtherAuthoritiesFail() throws Exception {
        ServiceCaller caller = service.getBean(ServiceCallers.class).of("called-service");
        assertThat(ask(caller, "http").statusCode()).isEqualTo(400);
        TestIdentity stranger = TestIdentity.make(directory, "stranger", "dns:localhost");
        assertThatThrownBy(() -> ask(trusting(stranger), "https")).isInstanceOf(SSLHandshakeException.class);
        assertThatThrownBy(() -> ask(new ServiceCaller("called-service", () -> "", Optional.empty()), "https"))
                .isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void aPortOfItsOwnForHealthMayStayPlain() throws IOException, InterruptedException {
        String port = service.getEnvironment().getRequiredProperty("local.management.port");
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(
                                    HttpRequest.newBuilder(URI.create(
                                                    "http://localhost:" + port + "/actuator/health/liveness"))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aRenewedCertificateIsShownWithoutARestart() {
        TestIdentity renewed = TestIdentity.make(directory, "renewed", "dns:localhost");
        TestIdentity before = TestIdentity.make(directory, "before", "dns:localhost");
        before.replaceBy(shown);
        try {
            shown.replaceBy(renewed);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .until(() -> ask(trusting(renewed), "https").statusCode() == 200);
        } finally {
            shown.replaceBy(before);
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> ask(trusting(before), "https").statusCode() == 200);
    }
}
