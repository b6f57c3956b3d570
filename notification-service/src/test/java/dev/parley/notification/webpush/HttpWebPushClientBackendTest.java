package dev.parley.notification.webpush;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import dev.parley.notification.provider.CollapseKey;
import dev.parley.notification.provider.Outcome;
import dev.parley.notification.provider.Target;
import dev.parley.notification.support.ManualClock;
import dev.parley.notification.support.Notices;
import dev.parley.notification.support.StandIn;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HttpWebPushClientBackendTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final StandIn service = new StandIn();
    private final Browser browser = new Browser();
    private final ManualClock clock = new ManualClock(Notices.NOW);

    private @TempDir Path directory;

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void theBrowserReadsWhatWasPushed() {
        try (HttpWebPushClient client = client(true)) {
            assertThat(client.push(subscription(), Notices.ring("Zoë", "grüß 👋")))
                    .isEqualTo(new Outcome.Accepted());
        }
        JsonNode read = JSON.readTree(browser.decrypt(service.last().body()));
        assertThat(read.path("type").asString()).isEqualTo("ring");
        assertThat(read.path("conversationId").asString()).isEqualTo("g.8388608");
        assertThat(read.path("seq").asLong()).isEqualTo(7);
        assertThat(read.path("unread").asLong()).isEqualTo(3);
        assertThat(read.path("badge").asLong()).isEqualTo(12);
        assertThat(read.path("sender").asString()).isEqualTo("Zoë");
        assertThat(read.path("text").asString()).isEqualTo("grüß 👋");
        assertThat(service.last().header("Content-encoding")).isEqualTo("aes128gcm");
        assertThat(service.last().header("Ttl")).isEqualTo("3600");
        assertThat(service.last().header("Urgency")).isEqualTo("high");
        assertThat(service.last().header("Topic"))
                .isEqualTo(CollapseKey.of(Notices.ROOM))
                .matches("[A-Za-z0-9_-]{1,32}");
    }

    @Test
    void withoutPreviewNothingSaysWhoOrWhat() {
        try (HttpWebPushClient client = client(true)) {
            client.push(subscription(), Notices.ring());
            JsonNode ring = JSON.readTree(browser.decrypt(service.last().body()));
            assertThat(ring.propertyNames())
                    .containsExactlyInAnyOrder("type", "conversationId", "seq", "badge", "unread");
            client.push(subscription(), Notices.takeBack());
            JsonNode back = JSON.readTree(browser.decrypt(service.last().body()));
            assertThat(back.path("type").asString()).isEqualTo("withdraw");
            assertThat(back.path("badge").asLong(-1)).isZero();
            assertThat(service.last().header("Urgency")).isEqualTo("normal");
        }
    }

    @Test
    void thePushServiceLearnsWhoSends() throws Exception {
        try (HttpWebPushClient client = client(true)) {
            client.push(subscription(), Notices.ring());
        }
        String authorization = service.last().header("Authorization");
        assertThat(authorization).startsWith("vapid t=").contains(", k=");
        String[] parts = authorization.substring("vapid t=".length()).split(", k=", -1);
        SignedJWT jwt = SignedJWT.parse(parts[0]);
        byte[] point = Base64.getUrlDecoder().decode(parts[1]);
        assertThat(jwt.verify(new ECDSAVerifier(P256.decode(point).orElseThrow())))
                .isTrue();
        assertThat(jwt.getJWTClaimsSet().getAudience())
                .containsExactly(service.url().toString());
        assertThat(jwt.getJWTClaimsSet().getSubject()).isEqualTo("mailto:ops@example.org");
        assertThat(jwt.getJWTClaimsSet().getExpirationTime())
                .isAfter(Date.from(Notices.NOW))
                .isBefore(Date.from(Notices.NOW.plus(Duration.ofHours(24))));
    }

    @Test
    void eachAnswerMeansWhatTheRfcSays() {
        try (HttpWebPushClient client = client(true)) {
            for (int gone : new int[] {404, 410}) {
                service.answer(gone, Map.of(), "");
                assertThat(client.push(subscription(), Notices.ring())).isEqualTo(new Outcome.Gone(Optional.empty()));
            }
            service.answer(413, Map.of(), "");
            assertThat(client.push(subscription(), Notices.ring())).isEqualTo(new Outcome.Refused("status_413"));
            service.answer(403, Map.of(), "wrong key");
            assertThat(client.push(subscription(), Notices.ring())).isEqualTo(new Outcome.Refused("status_403"));
            service.answer(299, Map.of(), "");
            assertThat(client.push(subscription(), Notices.ring())).isEqualTo(new Outcome.Accepted());
            service.answer(499, Map.of(), "");
            assertThat(client.push(subscription(), Notices.ring())).isEqualTo(new Outcome.Refused("status_other"));
            service.answer(500, Map.of(), "");
            assertThat(client.push(subscription(), Notices.ring()))
                    .isEqualTo(new Outcome.Later("status_5xx", Optional.empty(), false));
        }
    }

    @Test
    void retryAfterSilencesThatServiceAndNoOther() {
        try (HttpWebPushClient client = client(true);
                StandIn other = new StandIn()) {
            service.answer(429, Map.of("Retry-After", "120"), "");
            assertThat(client.push(subscription(), Notices.ring()))
                    .isEqualTo(new Outcome.Later("status_429", Optional.of(Duration.ofMinutes(2)), false));
            service.answer(201, Map.of(), "");
            assertThat(client.push(subscription(), Notices.ring()))
                    .isEqualTo(new Outcome.Later("origin_resting", Optional.of(Duration.ofMinutes(2)), false));
            assertThat(client.push(browser.subscription(other.url() + "/x"), Notices.ring()))
                    .isEqualTo(new Outcome.Accepted());
            clock.advance(Duration.ofMinutes(2));
            assertThat(client.push(subscription(), Notices.ring())).isEqualTo(new Outcome.Accepted());
        }
        assertThat(service.requests()).hasSize(2);
    }

    @Test
    void redirectsAreNotFollowed() {
        try (HttpWebPushClient client = client(true);
                StandIn inside = new StandIn()) {
            for (int status : new int[] {301, 302, 303, 307, 308}) {
                service.answer(status, Map.of("Location", inside.url() + "/secret"), "");
                assertThat(client.push(subscription(), Notices.ring())).isEqualTo(new Outcome.Refused("redirect"));
            }
            assertThat(inside.requests()).isEmpty();
        }
    }

    @Test
    void anEndpointThatDripsIsCutOff() throws Exception {
        try (HttpWebPushClient client = client(true);
                ServerSocket slow = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread dripping = Thread.ofVirtual().start(() -> drip(slow));
            long before = System.nanoTime();
            assertThat(client.push(
                            browser.subscription("http://127.0.0.1:" + slow.getLocalPort() + "/x"), Notices.ring()))
                    .isEqualTo(new Outcome.Later("timeout", Optional.empty(), false));
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(TIMEOUT.multipliedBy(3));
            dripping.interrupt();
        }
    }

    private static void drip(ServerSocket server) {
        try (Socket socket = server.accept()) {
            byte[] answer = ("HTTP/1.1 201 Created\r\nX: " + "x".repeat(1_000)).getBytes(StandardCharsets.US_ASCII);
            for (byte one : answer) {
                socket.getOutputStream().write(one);
                socket.getOutputStream().flush();
                Thread.sleep(100); // A service that never falls silent, and never ends.
            }
        } catch (java.io.IOException | InterruptedException cutOff) {
            // As it should be.
        }
    }

    @Test
    void aServiceThatIsAwayIsTriedLater() {
        try (HttpWebPushClient client = client(true)) {
            service.close();
            assertThat(client.push(subscription(), Notices.ring()))
                    .isEqualTo(new Outcome.Later("unreachable", Optional.empty(), false));
        }
    }

    @Test
    void aSubscriptionOfThisNetworkIsRefused() {
        try (HttpWebPushClient client = client(false)) {
            assertThat(client.fault(subscription())).isPresent();
            assertThat(client.fault(browser.subscription("https://localhost.localdomain/x")))
                    .isPresent();
            assertThat(client.push(subscription(), Notices.ring())).isEqualTo(new Outcome.Refused("malformed"));
        }
        assertThat(service.requests()).isEmpty();
    }

    @Test
    void keysThatAreNoneAreRefused() {
        try (HttpWebPushClient client = client(true)) {
            Target.WebPush good = subscription();
            assertThat(client.fault(good)).isEmpty();
            assertThat(client.fault(new Target.WebPush(good.endpoint(), good.auth(), good.auth())))
                    .isPresent();
            assertThat(client.fault(new Target.WebPush(good.endpoint(), good.p256dh(), good.p256dh())))
                    .isPresent();
            assertThat(client.fault(new Target.WebPush(good.endpoint(), "B" + "A".repeat(86), good.auth())))
                    .isPresent();
            assertThat(client.fault(new Target.WebPush(good.endpoint(), good.p256dh(), good.auth() + "==")))
                    .isPresent();
            assertThat(client.fault(new Target.WebPush(good.endpoint(), good.p256dh(), "*")))
                    .isPresent();
        }
    }

    @Test
    void aNewKeyIsItsOwnersAlone() throws Exception {
        Path key = directory.resolve("new.jwk");
        VapidKey.create(key, new SecureRandom());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(VapidKey.read(key, "mailto:x").publicPoint())
                .isEqualTo(VapidKey.read(key, "mailto:x").publicPoint());
    }

    private Target.WebPush subscription() {
        return browser.subscription(service.url() + "/push/abc");
    }

    private HttpWebPushClient client(boolean allowLocal) {
        Path key = directory.resolve("vapid.jwk");
        if (Files.notExists(key)) {
            VapidKey.create(key, new SecureRandom());
        }
        return new HttpWebPushClient(
                VapidKey.read(key, "mailto:ops@example.org"),
                allowLocal,
                new GuardedPosts(allowLocal, TIMEOUT),
                new Origins(clock),
                new SecureRandom(),
                clock);
    }
}
