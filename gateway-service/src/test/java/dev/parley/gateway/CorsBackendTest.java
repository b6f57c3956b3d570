package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CorsBackendTest {
    private static RunningGateway gateway;

    @BeforeAll
    static void launch() {
        // The JDK's client sends these only when asked to.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "origin");
        gateway = new RunningGateway(Map.of("parley.gateway.cors.allowed-origins", "https://chat.example.org"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void anAllowedPageMayAsk() throws Exception {
        HttpResponse<String> answer = gateway.send(request("/v1/auth/login", "https://chat.example.org")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type")
                .method("OPTIONS", BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://chat.example.org");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
    }

    @Test
    void anAllowedPageMayReadAnswersAndRefusals() throws Exception {
        for (String path : new String[] {"/v1/me", "/nothing/here"}) {
            HttpResponse<String> answer = gateway.send(request(path, "https://chat.example.org"));
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .hasValue("https://chat.example.org");
        }
    }

    @Test
    void anyOtherPageIsRefused() throws Exception {
        assertThat(gateway.send(request("/v1/me", "https://evil.example.org")).statusCode())
                .isEqualTo(403);
    }

    @Test
    void withoutTheSettingNoPageMayReadAnswers() throws Exception {
        try (RunningGateway plain = new RunningGateway(Map.of())) {
            HttpResponse<String> answer = plain.send(
                    HttpRequest.newBuilder(plain.uri("/v1/me")).header("Origin", "https://chat.example.org"));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
    }

    private static HttpRequest.Builder request(String path, String origin) {
        return HttpRequest.newBuilder(gateway.uri(path)).header("Origin", origin);
    }
}
