package dev.parley.api.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import dev.parley.api.edge.Caller;
import dev.parley.api.support.ApiDatabase;
import dev.parley.api.support.ApiUser;
import dev.parley.api.support.RunningApi;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import dev.parley.testkit.engines.TestDatabase;
import dev.parley.testkit.engines.TestEngines;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SigningKeysBackendTest {
    @Test
    void replicasThatStartTogetherGetTheSameKey() throws Exception {
        try (ApiDatabase database = new ApiDatabase();
                ExecutorService threads = Executors.newFixedThreadPool(6)) {
            Callable<String> start =
                    () -> new JdbcSigningKeyStore(database.jdbc(), database.transaction(), Clock.systemUTC())
                            .keysOr(SigningKeysBackendTest::key)
                            .getFirst()
                            .getKeyID();
            List<Future<String>> keys = threads.invokeAll(Collections.nCopies(6, start));
            assertThat(keys.stream().map(Future::resultNow).distinct()).hasSize(1);
        }
    }

    @Test
    void tokensOutliveARestartAndCountAtEveryReplica() {
        TestDatabase database = TestEngines.get().freshPostgresDatabase();
        ApiUser before;
        try (RunningApi first = RunningApi.start(database, Map.of())) {
            before = first.user("survivor");
        }
        try (RunningApi second = RunningApi.start(database, Map.of());
                RunningApi third = RunningApi.start(database, Map.of())) {
            for (RunningApi replica : List.of(second, third)) {
                ApiUser after = new ApiUser(replica, before.login());
                assertThat(after.get("/v1/me").string("name")).isEqualTo("survivor");
            }
            // Logged out at one, logged out at all.
            new ApiUser(second, before.login()).post("/v1/auth/logout", "");
            assertThat(new ApiUser(third, before.login()).get("/v1/me").code()).isEqualTo("device_revoked");
        }
    }

    /// The steps of docs/operations.md, "Rotate keys".
    @Test
    void aKeyIsPublishedBeforeItSignsAndUntilItsTokensHaveExpired() throws Exception {
        try (ApiDatabase database = new ApiDatabase()) {
            ECKey old = key();
            ECKey next = key();
            AccessTokens before = started(database, old);
            database.jdbc()
                    .sql("insert into api.signing_keys (kid, jwk, created_at) values (:kid, :jwk, 'epoch')")
                    .param("kid", next.getKeyID())
                    .param("jwk", next.toJSONString())
                    .update();
            AccessTokens announced = started(database, old);
            database.jdbc()
                    .sql("update api.signing_keys set created_at = now() + interval '1 second' where kid = :kid")
                    .param("kid", next.getKeyID())
                    .update();
            AccessTokens rotated = started(database, old);
            database.jdbc()
                    .sql("delete from api.signing_keys where kid = :kid")
                    .param("kid", old.getKeyID())
                    .update();
            AccessTokens after = started(database, old);

            assertThat(signedWith(before)).isEqualTo(old.getKeyID());
            assertThat(signedWith(announced)).isEqualTo(old.getKeyID());
            assertThat(signedWith(rotated)).isEqualTo(next.getKeyID());
            assertThat(signedWith(after)).isEqualTo(next.getKeyID());
            List<AccessTokens> steps = List.of(before, announced, rotated, after);
            for (int i = 1; i < steps.size(); i++) {
                assertThat(takes(steps.get(i - 1), steps.get(i))).isTrue();
                assertThat(takes(steps.get(i), steps.get(i - 1))).isTrue();
            }
            assertThat(takes(after, announced)).isFalse();
        }
    }

    /// As a process that starts finds the keys.
    private static AccessTokens started(ApiDatabase database, ECKey first) {
        return new AccessTokens(
                new JdbcSigningKeyStore(database.jdbc(), database.transaction(), Clock.systemUTC()).keysOr(() -> first),
                Duration.ofMinutes(15));
    }

    private static String signedWith(AccessTokens tokens) throws ParseException {
        return token(tokens).getHeader().getKeyID();
    }

    private static SignedJWT token(AccessTokens tokens) throws ParseException {
        return SignedJWT.parse(tokens.issue(new Caller(new UserId(1), new DeviceId(2), 3), Instant.EPOCH));
    }

    /// Whether who has the keys of one takes a token of the other.
    private static boolean takes(AccessTokens one, AccessTokens other) throws ParseException, JOSEException {
        SignedJWT token = token(other);
        JWK key = JWKSet.parse(one.published()).getKeyByKeyId(token.getHeader().getKeyID());
        return key != null && token.verify(new ECDSAVerifier(key.toECKey()));
    }

    @Test
    void keyMayBeGivenAndAnythingElseIsRefusedWithoutBeingShown() {
        ECKey key = key();
        assertThat(AccessTokens.readKey(key.toJSONString())).isEqualTo(key);
        for (String other : List.of("secret", "{}", key.toPublicJWK().toJSONString())) {
            assertThatThrownBy(() -> AccessTokens.readKey(other))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("secret");
        }
    }

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
