package dev.parley.notification.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.notification.support.ApiStandIn;
import dev.parley.notification.support.RunningService;
import dev.parley.notification.webpush.Browser;
import dev.parley.testkit.engines.TestEngines;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressBackendTest {
    private static final String ADDRESS = "/v1/push/address";
    private static final long BOB = 1L << 22;
    private static final long PHONE = 3L << 22;
    private static final long TABLET = 4L << 22;

    private static final ApiStandIn API = new ApiStandIn();
    private static RunningService service;

    @BeforeAll
    static void start(@TempDir Path directory) {
        service = RunningService.start(
                TestEngines.get().freshPostgresDatabase(),
                TestEngines.get().freshPrefix(),
                API,
                Map.of(
                        "parley.push.log.enabled",
                        true,
                        "parley.push.webpush.key-file",
                        directory.resolve("vapid.jwk").toString(),
                        "parley.push.webpush.create-key",
                        true,
                        "parley.push.webpush.subject",
                        "mailto:ops@example.org"));
    }

    @AfterAll
    static void stop() {
        service.close();
        API.close();
    }

    @Test
    void aDeviceRegistersReplacesAndRemovesItsAddress() {
        assertThat(ask("GET", PHONE, "").statusCode()).isEqualTo(404);
        HttpResponse<String> put = ask("PUT", PHONE, "{\"provider\": \"log\", \"newField\": 1}");
        assertThat(put.statusCode()).isEqualTo(200);
        assertThat(put.body()).contains("\"provider\":\"log\"").contains("changedAt");
        assertThat(ask("GET", PHONE, "").body()).isEqualTo(put.body());
        assertThat(ask("GET", TABLET, "").statusCode()).isEqualTo(404);
        assertThat(ask("DELETE", PHONE, "").statusCode()).isEqualTo(204);
        assertThat(ask("DELETE", PHONE, "").statusCode()).isEqualTo(204);
        assertThat(ask("GET", PHONE, "").statusCode()).isEqualTo(404);
    }

    @Test
    void anErasedUsersAddressesAreRemovedForTheApiService() {
        long carol = 9L << 22;
        service.asDevice("PUT", ADDRESS, carol, carol + 1, "{\"provider\": \"log\"}");
        service.asDevice("PUT", ADDRESS, carol, carol + 2, "{\"provider\": \"log\"}");
        String path = "/internal/users/" + carol + "/addresses";
        assertThat(service.deleteAsService(path).body()).isEqualTo("{\"removed\":2}");
        assertThat(service.deleteAsService(path).body()).isEqualTo("{\"removed\":0}");
        assertThat(service.asDevice("GET", ADDRESS, carol, carol + 1, "").statusCode())
                .isEqualTo(404);
        assertThat(service.deleteAsService("/internal/users/x/addresses").statusCode())
                .isEqualTo(400);
    }

    @Test
    void aProviderThatIsOffIsSaidToBe() {
        HttpResponse<String> put =
                ask("PUT", PHONE, "{\"provider\": \"apns\", \"token\": \"" + "ab".repeat(32) + "\"}");
        assertThat(put.statusCode()).isEqualTo(422);
        assertThat(put.body()).contains("\"code\":\"push_provider_off\"");
    }

    @Test
    void whatIsNoAddressIsRefused() {
        for (String body : new String[] {
            "{}",
            "{",
            "null",
            "[]",
            "{\"provider\": \"pigeon\"}",
            "{\"provider\": 7}",
            "{\"provider\": \"webpush\"}",
            "{\"provider\": \"webpush\", \"endpoint\": \"https://push.example/x\"}",
            "{\"provider\": \"webpush\", \"endpoint\": \"https://push.example/x\", \"keys\": {}}",
            "{\"provider\": \"webpush\", \"endpoint\": \"https://push.example/x\", \"keys\": {\"p256dh\": \"x\","
                    + " \"auth\": \"y\"}}",
            web("https://127.0.0.1/x"),
            web("https://169.254.169.254/latest/meta-data"),
            web("https://localhost/x"),
            web("http://fcm.googleapis.com/x"),
            web("https://no-such-host.invalid/x"),
        }) {
            HttpResponse<String> put = ask("PUT", TABLET, body);
            assertThat(put.statusCode()).as(body).isEqualTo(400);
            assertThat(put.body()).as(body).contains("\"code\":\"invalid_request\"");
        }
        assertThat(ask("GET", TABLET, "").statusCode()).isEqualTo(404);
    }

    private static String web(String endpoint) {
        var it = new Browser().subscription(endpoint);
        return "{\"provider\": \"webpush\", \"endpoint\": \"" + endpoint + "\", \"expirationTime\": null, \"keys\": "
                + "{\"p256dh\": \"" + it.p256dh() + "\", \"auth\": \"" + it.auth() + "\"}}";
    }

    @Test
    void withoutAGoodTokenNothingIsDone() {
        for (String method : new String[] {"GET", "PUT", "DELETE"}) {
            HttpRequest.Builder request = HttpRequest.newBuilder(service.uri(ADDRESS))
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString("{\"provider\": \"log\"}"));
            assertThat(service.send(request).body()).contains("\"code\":\"unauthenticated\"");
            HttpResponse<String> bad = service.send(request.setHeader("Authorization", "Bearer x.y.z"));
            assertThat(bad.statusCode()).isEqualTo(401);
            assertThat(bad.body()).contains("\"code\":\"token_invalid\"");
            assertThat(bad.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        }
    }

    @Test
    void browsersFindTheKeyToSubscribeWith() {
        HttpResponse<String> key = service.get("/v1/push/vapid-key");
        assertThat(key.statusCode()).isEqualTo(200);
        assertThat(key.body()).matches("\\{\"key\":\"B[A-Za-z0-9_-]{86}\"}");
    }

    private static HttpResponse<String> ask(String method, long device, String body) {
        return service.asDevice(method, ADDRESS, BOB, device, body);
    }
}
