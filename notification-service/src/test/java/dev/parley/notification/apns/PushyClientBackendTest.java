package dev.parley.notification.apns;

import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.pushy.apns.server.MockApnsServer;
import com.eatthepath.pushy.apns.server.MockApnsServerBuilder;
import com.eatthepath.pushy.apns.server.PushNotificationHandler;
import com.eatthepath.pushy.apns.server.RejectedNotificationException;
import com.eatthepath.pushy.apns.server.RejectionReason;
import com.eatthepath.pushy.apns.server.UnregisteredDeviceTokenException;
import com.nimbusds.jwt.SignedJWT;
import dev.parley.notification.provider.CollapseKey;
import dev.parley.notification.provider.Notice;
import dev.parley.notification.provider.Outcome;
import dev.parley.notification.provider.Target;
import dev.parley.notification.support.Notices;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Headers;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Against Pushy's own HTTP/2 server.
class PushyClientBackendTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Target.Apns PHONE = new Target.Apns("ab".repeat(32));

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile @Nullable RejectedNotificationException rejection;

    private KeyPair signing;
    private MockApnsServer server;
    private PushyClient client;

    private record Received(Map<String, String> headers, JsonNode payload) {}

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        AppleKeys apple = new AppleKeys(directory);
        signing = AppleKeys.pair();
        server = new MockApnsServerBuilder()
                .setServerCredentials(new X509Certificate[] {apple.certificate()}, apple.privateKey(), null)
                .setHandlerFactory(session -> handler())
                .build();
        int port = freePort();
        server.start(port).get(10, TimeUnit.SECONDS);
        client = ApnsWiring.client(new ApnsSettings(
                apple.signingKey(signing),
                "KEY1234567",
                "TEAM123456",
                "org.example.chat",
                "localhost",
                port,
                1,
                Duration.ofSeconds(5),
                apple.trust()));
    }

    private PushNotificationHandler handler() {
        return (Http2Headers headers, ByteBuf payload) -> {
            Map<String, String> named = new HashMap<>();
            headers.forEach(
                    it -> named.put(it.getKey().toString(), it.getValue().toString()));
            received.add(new Received(named, JSON.readTree(payload.toString(StandardCharsets.UTF_8))));
            RejectedNotificationException no = rejection;
            if (no != null) {
                throw no;
            }
        };
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.shutdown().get(10, TimeUnit.SECONDS);
    }

    @Test
    void aRingIsAnAlertInTheDevicesLanguageThatSaysNothing() throws Exception {
        assertThat(client.push(PHONE, Notices.ring())).isEqualTo(new Outcome.Accepted());
        Received got = received.getFirst();
        assertThat(got.headers())
                .containsEntry(":path", "/3/device/" + PHONE.token())
                .containsEntry("apns-topic", "org.example.chat")
                .containsEntry("apns-push-type", "alert")
                .containsEntry("apns-priority", "10")
                .containsEntry("apns-collapse-id", CollapseKey.of(Notices.ROOM))
                .containsEntry(
                        "apns-expiration",
                        Long.toString(Notices.NOW.plusSeconds(3_600).getEpochSecond()));
        JsonNode aps = got.payload().path("aps");
        assertThat(aps.path("alert").path("loc-key").asString()).isEqualTo("PARLEY_NEW_MESSAGES");
        assertThat(aps.path("alert").path("loc-args").path(0).asString()).isEqualTo("3");
        assertThat(aps.path("badge").asLong()).isEqualTo(12);
        assertThat(aps.path("thread-id").asString()).isEqualTo(CollapseKey.of(Notices.ROOM));
        assertThat(got.payload().path("parley").path("conversationId").asString())
                .isEqualTo("g.8388608");

        String bearer = got.headers().getOrDefault("authorization", "").substring("bearer ".length());
        SignedJWT jwt = SignedJWT.parse(bearer);
        // Pushy signs in the form of X.509, which Apple takes; RFC 7515 has another.
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initVerify(signing.getPublic());
        signature.update(jwt.getSigningInput());
        assertThat(signature.verify(jwt.getSignature().decode())).isTrue();
        assertThat(jwt.getHeader().getKeyID()).isEqualTo("KEY1234567");
        assertThat(jwt.getJWTClaimsSet().getIssuer()).isEqualTo("TEAM123456");
    }

    @Test
    void aPreviewIsShown() {
        client.push(PHONE, Notices.ring("Zoë", "grüß 👋"));
        JsonNode alert = received.getFirst().payload().path("aps").path("alert");
        assertThat(alert.path("title").asString()).isEqualTo("Zoë");
        assertThat(alert.path("body").asString()).isEqualTo("grüß 👋");
    }

    @Test
    void thatTheUserHasReadMakesNoSoundAndSetsTheBadge() {
        client.push(PHONE, Notices.takeBack());
        Received got = received.getFirst();
        JsonNode aps = got.payload().path("aps");
        assertThat(aps.path("badge").asLong(-1)).isZero();
        assertThat(aps.path("content-available").asLong()).isEqualTo(1);
        assertThat(aps.has("alert")).isFalse();
        assertThat(aps.has("sound")).isFalse();
        assertThat(got.headers())
                .containsEntry("apns-priority", "5")
                .containsEntry("apns-collapse-id", CollapseKey.of(Notices.ROOM));
    }

    @Test
    void theSameNoticeHasTheSameId() {
        client.push(PHONE, Notices.ring());
        client.push(PHONE, Notices.ring());
        client.push(PHONE, Notices.takeBack());
        assertThat(received).extracting(it -> it.headers().get("apns-id")).doesNotContainNull();
        assertThat(received.get(0).headers().get("apns-id"))
                .isEqualTo(received.get(1).headers().get("apns-id"));
        assertThat(received.get(2).headers().get("apns-id"))
                .isNotEqualTo(received.get(0).headers().get("apns-id"));
    }

    @Test
    void aTokenThatAppleCallsUnregisteredIsGoneSinceThen() {
        Instant since = Instant.parse("2026-02-01T00:00:00Z");
        rejection = new UnregisteredDeviceTokenException(since);
        assertThat(client.push(PHONE, Notices.ring())).isEqualTo(new Outcome.Gone(Optional.of(since)));
    }

    @Test
    void eachRejectionMeansWhatAppleSays() {
        assertThat(rejected(RejectionReason.BAD_DEVICE_TOKEN)).isEqualTo(new Outcome.Refused("bad_device_token"));
        assertThat(rejected(RejectionReason.PAYLOAD_TOO_LARGE)).isEqualTo(new Outcome.Refused("payload_too_large"));
        assertThat(rejected(RejectionReason.BAD_TOPIC)).isEqualTo(later("bad_topic", true));
        assertThat(rejected(RejectionReason.INVALID_PROVIDER_TOKEN)).isEqualTo(later("invalid_provider_token", true));
        assertThat(rejected(RejectionReason.TOO_MANY_REQUESTS)).isEqualTo(later("too_many_requests", false));
        assertThat(rejected(RejectionReason.SERVICE_UNAVAILABLE)).isEqualTo(later("service_unavailable", true));
        assertThat(rejected(RejectionReason.SHUTDOWN)).isEqualTo(later("shutdown", true));
    }

    private Outcome rejected(RejectionReason reason) {
        rejection = new RejectedNotificationException(reason);
        return client.push(PHONE, Notices.ring());
    }

    private static Outcome later(String reason, boolean everyone) {
        return new Outcome.Later(reason, Optional.empty(), everyone);
    }

    @Test
    void withoutAppleItIsTriedLater() throws Exception {
        server.shutdown().get(10, TimeUnit.SECONDS);
        Outcome outcome = client.push(PHONE, Notices.ring());
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Later.class, it -> assertThat(it.everyone()).isTrue());
    }

    @Test
    void aLongPreviewIsCutToApplesLimit() {
        Notice.Ring huge = Notices.ring("Zoë", "👋".repeat(3_000));
        assertThat(client.push(PHONE, huge)).isEqualTo(new Outcome.Accepted());
        String body = received.getFirst()
                .payload()
                .path("aps")
                .path("alert")
                .path("body")
                .asString();
        assertThat("👋".repeat(3_000)).startsWith(body);
        assertThat(body.length()).isGreaterThan(1_000);
    }

    @Test
    void whatIsNoTokenIsRefused() {
        assertThat(client.fault(PHONE)).isEmpty();
        for (String token : new String[] {"", "ab", "zz".repeat(32), "ab".repeat(101), "a".repeat(65)}) {
            assertThat(client.fault(new Target.Apns(token))).as(token).isPresent();
        }
    }
}
