package dev.parley.kit.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

class RevisionTest {
    @EnableAutoConfiguration
    static class Small {}

    @Test
    void aServiceTellsWhichRevisionItIs() throws Exception {
        assumeTrue(
                RevisionTest.class.getResource("/git.properties") != null,
                "built outside of a checkout, where there is no revision to tell");
        Map<String, Object> settings =
                Map.of("server.port", 0, "parley.services.keys-file", "", "parley.services.create-keys", false);
        try (ConfigurableApplicationContext service = ServiceLauncher.launch(
                        new ServiceDescription("small-service", Small.class, Set.of(Technology.WEBMVC)), settings);
                HttpClient http = HttpClient.newHttpClient()) {
            URI info = URI.create(
                    "http://localhost:" + service.getEnvironment().getProperty("local.server.port") + "/actuator/info");
            HttpResponse<String> answer =
                    http.send(HttpRequest.newBuilder(info).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).containsPattern("\"commit\":\\{.*\"id\":\"[0-9a-f]{7,40}\"");
        }
    }
}
