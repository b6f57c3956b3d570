package dev.parley.api.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.parley.api.support.ApiUser;
import dev.parley.api.support.Response;
import dev.parley.api.support.RunningApi;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class LoginBackendTest {
    private final RunningApi api = RunningApi.shared();

    @Test
    void registeredUserIsLoggedInOnItsFirstDevice() {
        ApiUser alice = api.user("Alice.Register");

        assertThat(alice.get("/v1/me").string("name")).isEqualTo("alice.register");
        Response devices = alice.get("/v1/devices");
        assertThat(ApiUser.strings(devices.json().path("devices"), "deviceId")).containsExactly(alice.deviceId());
        assertThat(devices.json().path("devices").path(0).path("current").asBoolean())
                .isTrue();
    }

    @Test
    void nameIsTakenWhateverItsCase() {
        api.user("taken-name");
        Response again = register("TAKEN-name", RunningApi.PASSWORD);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("name_taken");
    }

    @Test
    void ofManyWhoRegisterOneNameAtOnceOneGetsIt() throws Exception {
        List<Integer> statuses =
                atOnce(8, () -> register("wanted-name", RunningApi.PASSWORD).status());
        assertThat(statuses).containsOnlyOnce(201).filteredOn(it -> it != 201).containsOnly(409);
    }

    @Test
    void badRegistrationsAreRefused() {
        for (String body : List.of(
                "{\"name\": \"ab\", \"password\": \"long enough\"}",
                "{\"name\": \"with space\", \"password\": \"long enough\"}",
                "{\"name\": \"umläut\", \"password\": \"long enough\"}",
                "{\"name\": \"valid-name\", \"password\": \"short\"}",
                "{\"name\": \"valid-name\", \"password\": \"" + "x".repeat(257) + "\"}",
                "{\"name\": \"valid-name\", \"password\": \"half a \\ud800 surrogate\"}",
                "{\"name\": \"valid-name\"}",
                "{\"name\": 17, \"password\": \"long enough\"}",
                "{\"name\": \"valid-name\", \"password\": \"long enough\", \"displayName\": \"\"}",
                "{\"name\": \"valid-name\", \"password\": \"long enough\", \"displayName\": \"a\\u0000b\"}",
                "{\"name\": \"valid-name\", \"password\": \"long enough\", \"displayName\": \"" + "x".repeat(65)
                        + "\"}",
                "{\"name\": \"valid-name\", \"password\": \"long enough\", \"device\": {\"name\": \" \"}}",
                "{\"name\": \"valid-name\", \"password\": \"long enough\", \"device\": \"phone\"}")) {
            Response refused = api.nobody().post("/v1/auth/register", body);
            assertThat(refused.status()).as(body).isEqualTo(400);
            assertThat(refused.code()).as(body).isEqualTo("invalid_request");
        }
    }

    @Test
    void loginMakesANewDeviceOrTakesUpAKnownOne() {
        ApiUser first = api.user();
        Response second = login(first, ", \"device\": {\"name\": \"tablet\"}");
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.string("deviceId")).isNotEqualTo(first.deviceId());

        Response again = login(first, ", \"deviceId\": \"" + first.deviceId() + "\"");
        assertThat(again.string("deviceId")).isEqualTo(first.deviceId());
        // The device's earlier login has ended.
        assertThat(first.get("/v1/me").code()).isEqualTo("device_revoked");
        ApiUser anew = new ApiUser(api, again.json());
        assertThat(ApiUser.strings(anew.get("/v1/devices").json().path("devices"), "name"))
                .containsExactlyInAnyOrder("unnamed device", "tablet");
    }

    @Test
    void deviceOfAnotherUserCannotBeTakenUp() {
        ApiUser victim = api.user();
        Response stolen = login(api.user(), ", \"deviceId\": \"" + victim.deviceId() + "\"");
        assertThat(stolen.status()).isEqualTo(404);
        assertThat(stolen.code()).isEqualTo("not_found");
        assertThat(victim.get("/v1/me").status()).isEqualTo(200);
    }

    @Test
    void wrongPasswordAndUnknownNameGetTheSameAnswer() {
        ApiUser user = api.user();
        Response wrong = loginAs(nameOf(user), "not the password", "");
        Response unknown = loginAs("nobody-has-this-name", "not the password", "");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.code()).isEqualTo("bad_credentials");
        assertThat(unknown.json()).isEqualTo(wrong.json());
        assertThat(loginAs("not a name!", "x", "").code()).isEqualTo("bad_credentials");
    }

    @Test
    void tooManyWrongPasswordsLockAnAccountForAWhileButNotOthers() {
        ApiUser user = api.user();
        for (int i = 0; i < 10; i++) {
            assertThat(loginAs(nameOf(user), "wrong password", "").status()).isEqualTo(401);
        }
        Response limited = loginAs(nameOf(user), "wrong password", "");
        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.code()).isEqualTo("rate_limited");
        assertThat(limited.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 300L);
        assertThat(loginAs(nameOf(user), RunningApi.PASSWORD, "").status()).isEqualTo(429);
        assertThat(login(api.user(), "").status()).isEqualTo(200);
    }

    @Test
    void rightPasswordsAreNotCounted() {
        ApiUser user = api.user();
        for (int i = 0; i < 12; i++) {
            assertThat(login(user, "").status()).isEqualTo(200);
        }
    }

    @Test
    void refreshTokenIsGoodForOneExchangeAndReuseEndsTheFamily() {
        ApiUser user = api.user();
        Response second = refresh(user.refreshToken());
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.string("deviceId")).isEqualTo(user.deviceId());
        Response third = refresh(second.string("refreshToken"));
        assertThat(third.status()).isEqualTo(200);

        assertThat(refresh(user.refreshToken()).code()).isEqualTo("token_reused");
        assertThat(refresh(third.string("refreshToken")).code()).isEqualTo("token_reused");
        assertThat(new ApiUser(api, third.json()).get("/v1/me").code()).isEqualTo("device_revoked");
    }

    @Test
    void ofManyRefreshesAtOnceOneWins() throws Exception {
        ApiUser user = api.user();
        List<Integer> statuses = atOnce(6, () -> refresh(user.refreshToken()).status());
        assertThat(statuses).containsOnlyOnce(200).filteredOn(it -> it != 200).containsOnly(401);
    }

    @Test
    void tokensThatAreNoneAreRefused() {
        for (String token : List.of("", "x", "!!!", "A".repeat(43), "A".repeat(10_000))) {
            Response refused = refresh(token);
            assertThat(refused.status()).as(token).isEqualTo(401);
            assertThat(refused.code()).as(token).isEqualTo("token_invalid");
        }
        assertThat(api.nobody().post("/v1/auth/refresh", "{}").code()).isEqualTo("invalid_request");
    }

    @Test
    void logoutEndsTheDevicesTokensAtOnce() {
        ApiUser user = api.user();
        assertThat(user.post("/v1/auth/logout", "").status()).isEqualTo(204);
        assertThat(user.get("/v1/me").code()).isEqualTo("device_revoked");
        assertThat(refresh(user.refreshToken()).code()).isEqualTo("token_invalid");
    }

    @Test
    void deviceCanBeLoggedOutFromAnother() {
        ApiUser phone = api.user();
        ApiUser tablet = new ApiUser(api, login(phone, "").json());

        assertThat(tablet.delete("/v1/devices/" + phone.deviceId()).status()).isEqualTo(204);
        assertThat(phone.get("/v1/me").code()).isEqualTo("device_revoked");
        assertThat(tablet.delete("/v1/devices/" + phone.deviceId()).code()).isEqualTo("not_found");
        assertThat(api.user().delete("/v1/devices/" + tablet.deviceId()).code()).isEqualTo("not_found");
        assertThat(tablet.delete("/v1/devices/0").code()).isEqualTo("invalid_request");
        assertThat(tablet.get("/v1/me").status()).isEqualTo(200);
    }

    @Test
    void newPasswordLogsOtherDevicesOut() {
        ApiUser phone = api.user();
        String name = nameOf(phone);
        ApiUser tablet = new ApiUser(api, login(phone, "").json());

        assertThat(changePassword(phone, "wrong password", "another password").code())
                .isEqualTo("bad_credentials");
        assertThat(changePassword(phone, RunningApi.PASSWORD, "short").code()).isEqualTo("invalid_request");
        assertThat(changePassword(phone, RunningApi.PASSWORD, "another password")
                        .status())
                .isEqualTo(204);

        assertThat(tablet.get("/v1/me").code()).isEqualTo("device_revoked");
        assertThat(loginAs(name, RunningApi.PASSWORD, "").code()).isEqualTo("bad_credentials");
        assertThat(loginAs(name, "another password", "").status()).isEqualTo(200);
        assertThat(phone.get("/v1/me").status()).isEqualTo(200);
    }

    @Test
    void accessTokenCarriesWhatOthersNeedAndVerifiesByPublishedKeys() throws Exception {
        ApiUser user = api.user();
        SignedJWT token = SignedJWT.parse(user.accessToken());
        JWKSet keys = JWKSet.parse(api.nobody().get("/.well-known/jwks.json").text());

        assertThat(token.verify(new ECDSAVerifier(
                        keys.getKeyByKeyId(token.getHeader().getKeyID()).toECKey())))
                .isTrue();
        assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo(user.id());
        assertThat(token.getJWTClaimsSet().getStringClaim("dev")).isEqualTo(user.deviceId());
        assertThat(token.getJWTClaimsSet().getIssuer()).isEqualTo("parley");
        assertThat(token.getJWTClaimsSet().getAudience()).containsExactly("parley");
        assertThat(token.getJWTClaimsSet().getExpirationTime().toInstant())
                .hasToString(user.login().path("expiresAt").asString());
    }

    @Test
    void forgedAndMissingAccessTokensAreRefused() {
        assertThat(api.nobody().get("/v1/me").code()).isEqualTo("unauthenticated");
        ApiUser user = api.user();
        String token = user.accessToken();
        String unsigned = "eyJhbGciOiJub25lIn0" + token.substring(token.indexOf('.'), token.lastIndexOf('.') + 1);
        String changed = token.substring(0, token.length() - 8) + "AAAAAAAA";
        for (String bad : List.of("nonsense", "a.b.c", unsigned, changed)) {
            Response refused = api.send(api.nobody()
                    .request("/v1/me")
                    .header("Authorization", "Bearer " + bad)
                    .build());
            assertThat(refused.status()).as(bad).isEqualTo(401);
            assertThat(refused.code()).as(bad).isEqualTo("token_invalid");
        }
    }

    private Response register(String name, String password) {
        return api.nobody()
                .post("/v1/auth/register", "{\"name\": \"" + name + "\", \"password\": \"" + password + "\"}");
    }

    private Response login(ApiUser user, String more) {
        return loginAs(nameOf(user), RunningApi.PASSWORD, more);
    }

    private Response loginAs(String name, String password, String more) {
        return api.nobody()
                .post("/v1/auth/login", "{\"name\": \"" + name + "\", \"password\": \"" + password + "\"" + more + "}");
    }

    private static String nameOf(ApiUser user) {
        return user.get("/v1/me").string("name");
    }

    private Response refresh(String token) {
        return api.nobody().post("/v1/auth/refresh", "{\"refreshToken\": \"" + token + "\"}");
    }

    private static Response changePassword(ApiUser user, String old, String replacement) {
        return user.post(
                "/v1/me/password", "{\"oldPassword\": \"" + old + "\", \"newPassword\": \"" + replacement + "\"}");
    }

    private static <T> List<T> atOnce(int times, Callable<T> work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(times)) {
            List<Future<T>> results = threads.invokeAll(Collections.nCopies(times, work));
            return results.stream().map(Future::resultNow).toList();
        }
    }
}
