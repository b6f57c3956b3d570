package dev.parley.api.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.api.support.ApiUser;
import dev.parley.api.support.Response;
import dev.parley.api.support.RunningApi;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Whatever comes in, a problem goes out, and never a stack trace.
class HostileRequestsBackendTest {
    private final RunningApi api = RunningApi.shared();
    private final ApiUser user = api.user();

    @Test
    void bodiesOverTheLimitAreRefusedWhetherTheyTellTheirLengthOrNot() {
        byte[] large = ("{\"title\": \"" + "x".repeat(100_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        Response told = api.send(user.request("/v1/groups")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(large))
                .build());
        assertThat(told.status()).isEqualTo(413);
        assertThat(told.code()).isEqualTo("request_too_large");
        Response untold = api.send(user.request("/v1/groups")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                .build());
        assertThat(untold.status()).isEqualTo(413);
        assertThat(untold.code()).isEqualTo("request_too_large");
    }

    @Test
    void nestingBombsAndBrokenTextsAreRefused() {
        assertThat(user.post("/v1/groups", "[".repeat(20_000)).code()).isEqualTo("invalid_request");
        assertThat(user.post(
                                "/v1/groups",
                                "{\"title\": \"x\", \"more\": " + "[".repeat(5_000) + "]".repeat(5_000) + "}")
                        .code())
                .isEqualTo("invalid_request");
        assertThat(user.post("/v1/groups", "{\"title\": 1e999999999}").code()).isEqualTo("invalid_request");
        Response notUtf8 = api.send(user.request("/v1/groups")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(
                        new byte[] {'{', '"', 't', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'}))
                .build());
        assertThat(notUtf8.code()).isEqualTo("invalid_request");
    }

    @Test
    void wrongMethodsTypesAndAddressesAreProblems() {
        Response method = user.send("PUT", "/v1/me", "{}");
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.code()).isEqualTo("invalid_request");
        Response type = api.send(user.request("/v1/groups")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{\"title\": \"x\"}"))
                .build());
        assertThat(type.status()).isEqualTo(415);
        assertThat(type.code()).isEqualTo("invalid_request");
        Response nowhere = user.get("/v1/nowhere");
        assertThat(nowhere.status()).isEqualTo(404);
        assertThat(nowhere.code()).isEqualTo("not_found");
        for (String path : List.of("/v1/me;x=1", "/v1//me", "/v1/%2e%2e/me", "/v1/users/%00", "/v1/users/a%0ab")) {
            Response tricky = user.get(path);
            assertThat(tricky.status()).as(path).isBetween(400, 404);
            assertThat(tricky.code()).as(path).isNotEmpty();
        }
        assertThat(user.get("/error").code()).isEqualTo("invalid_request");
    }

    @Test
    void anAnswerIsAProblemWhateverTheCallerAccepts() {
        Response refused = api.send(
                user.request("/v1/users/17").header("Accept", "text/html").build());
        assertThat(refused.status()).isBetween(400, 406);
        assertThat(refused.code()).isNotEmpty();
    }

    @Test
    void requestsThatAreNoHttpAreAnsweredAsProblemsToo() throws IOException {
        for (String request : List.of(
                "GET /v1/users?query=<script> HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /v1/me HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(40_000) + "\r\nConnection: close\r\n\r\n",
                "nonsense\r\n\r\n")) {
            String answer = raw(request);
            assertThat(answer)
                    .as(request.lines().findFirst().orElse(""))
                    .startsWith("HTTP/1.1 4")
                    .doesNotContain("Tomcat");
        }
        assertThat(raw("GET /v1/users?query=<script> HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .contains("application/problem+json")
                .contains("\"code\":\"invalid_request\"");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("localhost", api.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
