package dev.parley.api.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.parley.api.support.ApiDatabase;
import dev.parley.api.support.ApiUser;
import dev.parley.api.support.RunningApi;
import dev.parley.testkit.engines.TestDatabase;
import dev.parley.testkit.engines.TestEngines;
import java.time.Clock;
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
