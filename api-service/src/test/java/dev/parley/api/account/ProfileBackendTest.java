package dev.parley.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.api.support.ApiUser;
import dev.parley.api.support.Response;
import dev.parley.api.support.RunningApi;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileBackendTest {
    private final RunningApi api = RunningApi.shared();

    @Test
    void profileChangesInPart() {
        ApiUser user = api.user();
        Response changed = user.patch("/v1/me", "{\"displayName\": \" Zoë 🦊 \", \"newField\": 1}");
        assertThat(changed.string("displayName")).isEqualTo("Zoë 🦊");
        assertThat(changed.string("about")).isEmpty();
        changed = user.patch("/v1/me", "{\"about\": \"two\\nlines\"}");
        assertThat(changed.string("displayName")).isEqualTo("Zoë 🦊");
        assertThat(changed.string("about")).isEqualTo("two\nlines");
        assertThat(user.get("/v1/me").json()).isEqualTo(changed.json());
    }

    @Test
    void badProfilesAreRefused() {
        ApiUser user = api.user();
        for (String body : List.of(
                "{\"displayName\": \"\"}",
                "{\"displayName\": \"a\\nb\"}",
                "{\"displayName\": \"\\udead\"}",
                "{\"displayName\": 7}",
                "{\"displayName\": true}",
                "{\"about\": \"" + "x".repeat(501) + "\"}",
                "{\"about\": [\"x\"]}",
                "{\"about\": \"\\u0000\"}",
                "null",
                "\"text\"",
                "{\"about\": \"x\"} trailing",
                "{",
                "")) {
            assertThat(user.patch("/v1/me", body).code()).as(body).isEqualTo("invalid_request");
        }
    }

    @Test
    void settingsHaveDefaultsAndChangeInPart() {
        ApiUser user = api.user();
        Response defaults = user.get("/v1/me/settings");
        assertThat(defaults.json().path("readReceipts").asBoolean()).isTrue();
        assertThat(defaults.string("lastSeenVisibility")).isEqualTo("everyone");
        assertThat(defaults.json().path("pushPreview").asBoolean()).isFalse();
        assertThat(defaults.string("timeZone")).isEqualTo("UTC");
        assertThat(defaults.string("quietHours")).isEqualTo("none");

        user.patch("/v1/me/settings", "{\"lastSeenVisibility\": \"nobody\", \"timeZone\": \"Europe/Berlin\"}");
        user.patch("/v1/me/settings", "{\"quietHours\": \"22:00-07:30\"}");
        user.patch("/v1/me/settings", "{\"readReceipts\": false}");
        Response changed = user.get("/v1/me/settings");
        assertThat(changed.json().path("readReceipts").asBoolean()).isFalse();
        assertThat(changed.string("lastSeenVisibility")).isEqualTo("nobody");
        assertThat(changed.string("timeZone")).isEqualTo("Europe/Berlin");
        assertThat(changed.string("quietHours")).isEqualTo("22:00-07:30");
        assertThat(user.patch("/v1/me/settings", "{\"quietHours\": \"none\"}").string("quietHours"))
                .isEqualTo("none");
    }

    @Test
    void whoRingsPhonesIsToldHowAndWhichDevices() {
        ApiUser user = api.user();
        user.patch(
                "/v1/me/settings",
                "{\"pushPreview\": true, \"timeZone\": \"Asia/Tokyo\", \"quietHours\": \"22:00-07:30\"}");
        Response recipient = api.service().get("/internal/users/" + user.id() + "/recipient");
        assertThat(recipient.string("displayName")).isEqualTo(user.get("/v1/me").string("displayName"));
        assertThat(recipient.json().path("pushPreview").asBoolean()).isTrue();
        assertThat(recipient.string("timeZone")).isEqualTo("Asia/Tokyo");
        assertThat(recipient.string("quietFrom")).isEqualTo("22:00");
        assertThat(recipient.string("quietTo")).isEqualTo("07:30");
        assertThat(api.service().get("/internal/users/17/recipient").status()).isEqualTo(404);

        Response devices = api.service().get("/internal/users/" + user.id() + "/devices");
        assertThat(devices.json().path("deviceIds").path(0).asString()).isEqualTo(user.deviceId());
        user.delete("/v1/devices/" + user.deviceId());
        devices = api.service().get("/internal/users/" + user.id() + "/devices");
        assertThat(devices.json().path("deviceIds").size()).isZero();
    }

    @Test
    void badSettingsAreRefused() {
        ApiUser user = api.user();
        for (String body : List.of(
                "{\"readReceipts\": \"true\"}",
                "{\"readReceipts\": 1}",
                "{\"lastSeenVisibility\": \"EVERYONE\"}",
                "{\"lastSeenVisibility\": 0}",
                "{\"quietHours\": \"22:00\"}",
                "{\"quietHours\": \"22:00-22:00\"}",
                "{\"quietHours\": \"24:00-07:00\"}",
                "{\"quietHours\": 22}",
                "{\"timeZone\": \"Middle/Earth\"}",
                "{\"timeZone\": \"+25:00\"}")) {
            assertThat(user.patch("/v1/me/settings", body).code()).as(body).isEqualTo("invalid_request");
        }
    }

    @Test
    void usersAreFoundByTheBeginningOfTheirNamesOrExactly() {
        ApiUser ali = api.user("zali-search");
        api.user("zalina-search");
        ApiUser other = api.user("unrelated-search");
        other.patch("/v1/me", "{\"displayName\": \"ZÀLI Baba\"}");

        assertThat(names(ali.get("/v1/users?query=ZALI"))).containsExactly("zali-search", "zalina-search");
        assertThat(names(ali.get("/v1/users?query=z%C3%A0li"))).containsExactly("unrelated-search");
        assertThat(names(ali.get("/v1/users?query=ZALI&limit=1"))).containsExactly("zali-search");
        assertThat(names(ali.get("/v1/users?name=Zalina-Search"))).containsExactly("zalina-search");
        assertThat(names(ali.get("/v1/users?name=zalin"))).isEmpty();
        assertThat(names(ali.get("/v1/users?name=%25"))).isEmpty();
        assertThat(names(ali.get("/v1/users?query=%25"))).isEmpty();
        assertThat(ali.get("/v1/users/" + other.id()).string("displayName")).isEqualTo("ZÀLI Baba");
    }

    @Test
    void badSearchesAreRefused() {
        ApiUser user = api.user();
        for (String query : List.of(
                "",
                "?query=",
                "?query=%20",
                "?query=%00",
                "?query=a&name=b",
                "?query=a&limit=0",
                "?query=a&limit=51",
                "?query=a&limit=x",
                "?query=a&limit=99999999999")) {
            Response refused = user.get("/v1/users" + query);
            assertThat(refused.code()).as(query).isEqualTo("invalid_request");
        }
        assertThat(user.get("/v1/users/17").code()).isEqualTo("unknown_user");
        assertThat(user.get("/v1/users/17x").code()).isEqualTo("invalid_request");
        assertThat(user.get("/v1/users/99999999999999999999").code()).isEqualTo("invalid_request");
    }

    private static List<String> names(Response found) {
        return ApiUser.strings(found.json().path("users"), "name");
    }
}
