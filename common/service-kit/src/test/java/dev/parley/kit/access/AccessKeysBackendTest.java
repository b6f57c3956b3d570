package dev.parley.kit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.kit.access.AccessTokens.Checked;
import dev.parley.kit.tls.Trust;
import dev.parley.kit.tls.TrustSettings;
import dev.parley.testkit.access.KeyServer;
import dev.parley.testkit.access.Tokens;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccessKeysBackendTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration CACHE = Duration.ofSeconds(2);

    private final Tokens tokens = new Tokens("k1");
    private final KeyServer api = new KeyServer(tokens);

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void keysAreFetchedOnceForManyTokens() throws Exception {
        AccessTokens access = access(Duration.ofMinutes(5));
        for (int i = 0; i < 100; i++) {
            assertThat(access.check(token(tokens))).isInstanceOf(Checked.Good.class);
        }
        assertThat(api.asked()).isEqualTo(1);
    }

    @Test
    void anApiServiceThatIsDownHurtsNobodyWhoseKeyIsKnown() throws Exception {
        AccessTokens access = access(CACHE);
        assertThat(access.check(token(tokens))).isInstanceOf(Checked.Good.class);
        api.close();
        await().during(CACHE.plusMillis(500))
                .atMost(Duration.ofSeconds(10))
                .until(() -> access.check(token(tokens)) instanceof Checked.Good);
    }

    @Test
    void aNewKeyIsFoundWithoutWaitingForTheCache() throws Exception {
        AccessTokens access = access(Duration.ofMinutes(5));
        assertThat(access.check(token(tokens))).isInstanceOf(Checked.Good.class);
        Tokens next = new Tokens("k2");
        api.rotateTo(next);
        assertThat(access.check(token(next))).isInstanceOf(Checked.Good.class);
    }

    @Test
    void strangeTokensDoNotMakeUsAskTheApiServiceEachTime() throws Exception {
        AccessTokens access = access(Duration.ofMinutes(5));
        for (int i = 0; i < 50; i++) {
            assertThat(access.check(token(new Tokens("k" + i + "x")))).isInstanceOf(Checked.Bad.class);
        }
        assertThat(api.asked()).isLessThan(40);
        assertThat(access.check(token(tokens))).isInstanceOf(Checked.Good.class);
    }

    private AccessTokens access(Duration cacheFor) throws Exception {
        URI jwks = api.url().resolve("/.well-known/jwks.json");
        return new AccessTokens(
                AccessWiring.keys(
                        new AccessSettings(
                                jwks, Duration.ofMillis(400), cacheFor, Duration.ofHours(1), Duration.ofMillis(100)),
                        Trust.of(new TrustSettings(null))),
                InstantSource.fixed(NOW));
    }

    private static String token(Tokens signer) {
        return signer.good(1L << 22, 2L << 22, NOW.plusSeconds(900));
    }
}
