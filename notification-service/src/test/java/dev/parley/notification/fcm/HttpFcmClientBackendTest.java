package dev.parley.notification.fcm;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import dev.parley.notification.provider.CollapseKey;
import dev.parley.notification.provider.Outcome;
import dev.parley.notification.provider.Target;
import dev.parley.notification.support.ManualClock;
import dev.parley.notification.support.Notices;
import dev.parley.notification.support.StandIn;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HttpFcmClientBackendTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Target.Fcm PHONE = new Target.Fcm("cHJvamVjdA:APA91b-registration_token");

    private final StandIn google = new StandIn();
    private final StandIn fcm = new StandIn();
    private final ManualClock clock = new ManualClock(Notices.NOW);
    private final KeyPair keys = keys();

    @BeforeEach
    void answers() {
        google.answer(200, Map.of(), "{\"access_token\": \"first\", \"expires_in\": 3600}");
        fcm.answer(200, Map.of(), "{\"name\": \"projects/demo/messages/1\"}");
    }

    @AfterEach
    void close() {
        google.close();
        fcm.close();
    }

    @Test
    void aRingIsDataForTheDeviceAlone(@TempDir Path directory) {
        try (HttpFcmClient client = client(directory)) {
            assertThat(client.push(PHONE, Notices.ring("Zoë", "grüß"))).isEqualTo(new Outcome.Accepted());
        }
        StandIn.Request request = fcm.last();
        assertThat(request.method() + " " + request.path()).isEqualTo("POST /v1/projects/demo/messages:send");
        assertThat(request.header("Authorization")).isEqualTo("Bearer first");
        JsonNode message = JSON.readTree(request.body()).path("message");
        assertThat(message.path("token").asString()).isEqualTo(PHONE.token());
        assertThat(message.has("notification")).isFalse();
        JsonNode data = message.path("data");
        assertThat(data.valueStream())
                .allSatisfy(it -> assertThat(it.isString()).isTrue());
        assertThat(data.path("type").asString()).isEqualTo("ring");
        assertThat(data.path("badge").asString()).isEqualTo("12");
        assertThat(data.path("sender").asString()).isEqualTo("Zoë");
        assertThat(data.path("text").asString()).isEqualTo("grüß");
        JsonNode android = message.path("android");
        assertThat(android.path("collapse_key").asString()).isEqualTo(CollapseKey.of(Notices.ROOM));
        assertThat(android.path("priority").asString()).isEqualTo("HIGH");
        assertThat(android.path("ttl").asString()).isEqualTo("3600s");
    }

    @Test
    void thatTheUserHasReadIsDataOfNormalPriority(@TempDir Path directory) {
        try (HttpFcmClient client = client(directory)) {
            client.push(PHONE, Notices.takeBack());
        }
        JsonNode message = JSON.readTree(fcm.last().body()).path("message");
        assertThat(message.path("data").path("type").asString()).isEqualTo("withdraw");
        assertThat(message.path("data").path("badge").asString()).isEqualTo("0");
        assertThat(message.path("android").path("priority").asString()).isEqualTo("NORMAL");
    }

    @Test
    void theServiceAccountSignsForATokenThatIsUsedUntilItExpires(@TempDir Path directory) throws Exception {
        try (HttpFcmClient client = client(directory)) {
            client.push(PHONE, Notices.ring());
            client.push(PHONE, Notices.ring());
            assertThat(google.requests()).hasSize(1);
            google.answer(200, Map.of(), "{\"access_token\": \"second\", \"expires_in\": 3600}");
            clock.advance(Duration.ofMinutes(55));
            client.push(PHONE, Notices.ring());
        }
        assertThat(google.requests()).hasSize(2);
        assertThat(fcm.last().header("Authorization")).isEqualTo("Bearer second");
        String form = new String(google.requests().getFirst().body(), StandardCharsets.UTF_8);
        assertThat(URLDecoder.decode(form, StandardCharsets.UTF_8))
                .startsWith("grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion=");
        SignedJWT jwt = SignedJWT.parse(form.substring(form.indexOf("assertion=") + "assertion=".length()));
        assertThat(jwt.verify(new RSASSAVerifier((RSAPublicKey) keys.getPublic())))
                .isTrue();
        assertThat(jwt.getJWTClaimsSet().getIssuer()).isEqualTo("push@demo.example");
        assertThat(jwt.getJWTClaimsSet().getStringClaim("scope"))
                .isEqualTo("https://www.googleapis.com/auth/firebase.messaging");
    }

    @Test
    void aTokenThatFcmDoesNotTakeIsHadAnew(@TempDir Path directory) {
        try (HttpFcmClient client = client(directory)) {
            fcm.answer(401, Map.of(), "{\"error\": {\"status\": \"UNAUTHENTICATED\"}}");
            assertThat(client.push(PHONE, Notices.ring()))
                    .isEqualTo(new Outcome.Later("unauthenticated", Optional.empty(), true));
            answers();
            assertThat(client.push(PHONE, Notices.ring())).isEqualTo(new Outcome.Accepted());
        }
        assertThat(google.requests()).hasSize(2);
    }

    @Test
    void eachErrorMeansWhatGoogleSays(@TempDir Path directory) {
        try (HttpFcmClient client = client(directory)) {
            error(404, "NOT_FOUND", "UNREGISTERED");
            assertThat(client.push(PHONE, Notices.ring())).isEqualTo(new Outcome.Gone(Optional.empty()));
            fcm.answer(404, Map.of(), "<html>no such project</html>");
            assertThat(client.push(PHONE, Notices.ring()))
                    .isEqualTo(new Outcome.Later("unknown", Optional.empty(), true));
            error(400, "INVALID_ARGUMENT", "INVALID_ARGUMENT");
            assertThat(client.push(PHONE, Notices.ring())).isEqualTo(new Outcome.Refused("invalid_argument"));
            error(403, "PERMISSION_DENIED", "SENDER_ID_MISMATCH");
            assertThat(client.push(PHONE, Notices.ring())).isEqualTo(new Outcome.Refused("sender_id_mismatch"));
            fcm.answer(403, Map.of(), "{\"error\": {\"status\": \"PERMISSION_DENIED\"}}");
            assertThat(client.push(PHONE, Notices.ring()))
                    .isEqualTo(new Outcome.Later("permission_denied", Optional.empty(), true));
            error(503, "UNAVAILABLE", "UNAVAILABLE");
            assertThat(client.push(PHONE, Notices.ring()))
                    .isEqualTo(new Outcome.Later("unavailable", Optional.empty(), true));
        }
    }

    @Test
    void quotasAndRetryAfterAreObeyed(@TempDir Path directory) {
        try (HttpFcmClient client = client(directory)) {
            error(429, "RESOURCE_EXHAUSTED", "QUOTA_EXCEEDED");
            assertThat(client.push(PHONE, Notices.ring()))
                    .isEqualTo(new Outcome.Later("quota_exceeded", Optional.of(Duration.ofMinutes(1)), true));
            fcm.answer(429, Map.of("Retry-After", "300"), "{}");
            assertThat(client.push(PHONE, Notices.ring()))
                    .isEqualTo(new Outcome.Later("unknown", Optional.of(Duration.ofMinutes(5)), true));
            fcm.answer(503, Map.of("Retry-After", "Sun, 01 Mar 2026 12:00:30 GMT"), "{}");
            assertThat(client.push(PHONE, Notices.ring()))
                    .isEqualTo(new Outcome.Later("unknown", Optional.of(Duration.ofSeconds(30)), true));
        }
    }

    @Test
    void withoutGoogleOrFcmItIsTriedLater(@TempDir Path directory) {
        try (HttpFcmClient client = client(directory)) {
            google.answer(500, Map.of(), "");
            assertThat(client.push(PHONE, Notices.ring()))
                    .isEqualTo(new Outcome.Later("unreachable", Optional.empty(), true));
            assertThat(fcm.requests()).isEmpty();
            answers();
            fcm.close();
            assertThat(client.push(PHONE, Notices.ring()))
                    .isEqualTo(new Outcome.Later("unreachable", Optional.empty(), true));
        }
    }

    @Test
    void whatIsNoTokenIsRefused(@TempDir Path directory) {
        try (HttpFcmClient client = client(directory)) {
            assertThat(client.fault(PHONE)).isEmpty();
            for (String token :
                    new String[] {"", "short", "x".repeat(2_001), "with space in the middle", "new\nline".repeat(5)}) {
                assertThat(client.fault(new Target.Fcm(token))).as(token).isPresent();
            }
        }
    }

    private void error(int status, String name, String code) {
        fcm.answer(
                status,
                Map.of(),
                "{\"error\": {\"code\": " + status + ", \"status\": \"" + name + "\", \"details\": [{\"@type\": "
                        + "\"type.googleapis.com/google.firebase.fcm.v1.FcmError\", \"errorCode\": \"" + code
                        + "\"}]}}");
    }

    private HttpFcmClient client(Path directory) {
        try {
            Path file = directory.resolve("account.json");
            String pem = "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
                    + "\n-----END PRIVATE KEY-----\n";
            Files.write(
                    file,
                    JSON.writeValueAsBytes(Map.of(
                            "type", "service_account",
                            "project_id", "demo",
                            "private_key_id", "k1",
                            "private_key", pem,
                            "client_email", "push@demo.example",
                            "token_uri", google.url() + "/token")));
            FcmSettings settings = new FcmSettings(file, fcm.url(), Duration.ofSeconds(2));
            return new HttpFcmClient(settings, ServiceAccount.read(file), clock);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
