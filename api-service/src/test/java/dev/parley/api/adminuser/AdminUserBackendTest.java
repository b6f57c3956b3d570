package dev.parley.api.adminuser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.api.support.ApiUser;
import dev.parley.api.support.Response;
import dev.parley.api.support.RunningApi;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdminUserBackendTest {
    private static final String USERS = "/admin/v1/users/";

    private final RunningApi api = RunningApi.shared();
    private final ApiUser operator = api.operator();

    @Test
    void withoutAnOperatorsSecretNothingIsTold() {
        ApiUser user = api.user();
        for (String path : List.of(USERS + user.id(), "/admin/v1/acts", "/admin/none", "/admin/v1/users?name=x")) {
            Response none = api.nobody().get(path);
            assertThat(none.status()).as(path).isEqualTo(401);
            assertThat(none.code()).as(path).isEqualTo("unauthenticated");
            for (ApiUser wrong : List.of(user, api.withToken("wrong"), api.withToken(" "))) {
                Response refused = wrong.get(path);
                assertThat(refused.status()).as(path).isEqualTo(401);
                assertThat(refused.code()).as(path).isEqualTo("token_invalid");
            }
        }
        assertThat(user.put(USERS + user.id() + "/suspension").status()).isEqualTo(401);
        assertThat(user.get("/v1/me").status()).isEqualTo(200);
    }

    @Test
    void operatorsSecretIsNoAccessToken() {
        assertThat(operator.get("/v1/me").status()).isEqualTo(401);
    }

    @Test
    void userIsFoundByNameOrId() {
        ApiUser user = api.user("found.by-name");
        Response byId = operator.get(USERS + user.id());
        assertThat(byId.status()).isEqualTo(200);
        assertThat(byId.string("name")).isEqualTo("found.by-name");
        assertThat(byId.json().has("suspendedSince")).isFalse();
        assertThat(operator.get("/admin/v1/users?name=Found.By-Name").json()).isEqualTo(byId.json());
        for (String nobody : List.of("?name=nobody-has-it", "?name=not%20a%20name", "/17")) {
            Response unknown = operator.get("/admin/v1/users" + nobody);
            assertThat(unknown.status()).as(nobody).isEqualTo(404);
            assertThat(unknown.code()).as(nobody).isEqualTo("unknown_user");
        }
        for (String bad : List.of("", "/x", "/0", "/-1", "/99999999999999999999")) {
            assertThat(operator.get("/admin/v1/users" + bad).code()).as(bad).isEqualTo("invalid_request");
        }
    }

    @Test
    void deviceIsDisconnected() {
        ApiUser phone = api.user();
        ApiUser web = login(phone);
        Response devices = operator.get(USERS + phone.id() + "/devices");
        assertThat(ApiUser.strings(devices.json().path("devices"), "deviceId"))
                .containsExactlyInAnyOrder(phone.deviceId(), web.deviceId());

        String one = USERS + phone.id() + "/devices/" + phone.deviceId();
        assertThat(operator.delete(one).json().path("loggedOut").asInt()).isEqualTo(1);
        assertThat(phone.get("/v1/me").code()).isEqualTo("device_revoked");
        assertThat(web.get("/v1/me").status()).isEqualTo(200);
        assertThat(operator.delete(one).code()).isEqualTo("not_found");
        assertThat(operator.delete(USERS + api.user().id() + "/devices/" + web.deviceId())
                        .code())
                .isEqualTo("not_found");

        assertThat(operator.delete(USERS + phone.id() + "/devices")
                        .json()
                        .path("loggedOut")
                        .asInt())
                .isEqualTo(1);
        assertThat(web.get("/v1/me").code()).isEqualTo("device_revoked");
        assertThat(operator.delete(USERS + "17/devices").code()).isEqualTo("unknown_user");
    }

    @Test
    void suspendedUserIsOutUntilLetInAgain() {
        ApiUser user = api.user();
        String suspension = USERS + user.id() + "/suspension";
        assertThat(operator.put(suspension + "?reason=ticket%2012")
                        .json()
                        .path("loggedOut")
                        .asInt())
                .isEqualTo(1);
        assertThat(user.get("/v1/me").code()).isEqualTo("device_revoked");
        assertThat(user.post("/v1/auth/refresh", "{\"refreshToken\": \"" + user.refreshToken() + "\"}")
                        .code())
                .isEqualTo("token_invalid");
        Response login = tryLogin(user, RunningApi.PASSWORD);
        assertThat(login.status()).isEqualTo(403);
        assertThat(login.code()).isEqualTo("account_suspended");
        // Only who knows the password is told.
        assertThat(tryLogin(user, "wrong password").code()).isEqualTo("bad_credentials");
        assertThat(operator.get(USERS + user.id()).json().has("suspendedSince")).isTrue();
        assertThat(operator.put(suspension).json().path("loggedOut").asInt()).isZero();

        assertThat(operator.delete(suspension).status()).isEqualTo(200);
        assertThat(operator.delete(suspension).code()).isEqualTo("not_found");
        assertThat(tryLogin(user, RunningApi.PASSWORD).status()).isEqualTo(200);
        assertThat(operator.put(USERS + "17/suspension").code()).isEqualTo("unknown_user");

        Response acts = operator.get("/admin/v1/acts?user=" + user.id());
        assertThat(ApiUser.strings(acts.json().path("acts"), "act"))
                .filteredOn(it -> !it.equals("look_up"))
                .containsExactly("unsuspend", "suspend", "suspend");
        assertThat(ApiUser.strings(acts.json().path("acts"), "who")).containsOnly(RunningApi.OPERATOR);
        assertThat(ApiUser.strings(acts.json().path("acts"), "reason")).endsWith("ticket 12");
    }

    @Test
    void badRequestsAreRefused() {
        String user = USERS + api.user().id();
        assertThat(operator.put(user + "/suspension?reason=" + "x".repeat(201)).code())
                .isEqualTo("invalid_request");
        assertThat(operator.put(user + "/suspension?reason=a%0Ab").code()).isEqualTo("invalid_request");
        assertThat(operator.get(user).json().has("suspendedSince")).isFalse();
        for (String query : List.of("?limit=0", "?limit=1001", "?limit=x", "?before=x", "?user=x")) {
            assertThat(operator.get("/admin/v1/acts" + query).code()).as(query).isEqualTo("invalid_request");
        }
        assertThat(operator.get("/admin/v1/none").code()).isEqualTo("not_found");
    }

    private ApiUser login(ApiUser user) {
        return new ApiUser(api, tryLogin(user, RunningApi.PASSWORD).json());
    }

    private Response tryLogin(ApiUser user, String password) {
        String name = operator.get(USERS + user.id()).string("name");
        return api.nobody().post("/v1/auth/login", "{\"name\": \"" + name + "\", \"password\": \"" + password + "\"}");
    }
}
