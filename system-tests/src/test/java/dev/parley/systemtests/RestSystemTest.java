package dev.parley.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import dev.parley.systemtests.people.Rest;
import dev.parley.testkit.contract.RestContract;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every operation over HTTP, asked in every way that `docs/api/openapi.yaml` tells of. `ContractsSystemTest` holds the
/// answers against it.
@Order(2)
@ExtendWith(SharedParley.class)
class RestSystemTest {
    private static final String PASSWORD = "correct horse";
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int LOGIN_FAILURES = 10;
    private static final AtomicInteger PEOPLE = new AtomicInteger();

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static Rest rest;

    private final RestContract contract = new RestContract();

    @BeforeAll
    static void start() {
        rest = new Rest(HTTP, SharedParley.get().url());
    }

    /// @param login what a registration or login was answered
    private record Person(Rest rest, String name, JsonNode login) {
        String id() {
            return login.path("userId").asString();
        }

        String token() {
            return login.path("accessToken").asString();
        }

        Rest.Answer answer(String method, String path, String body) {
            return rest.ask(method, path, body, token());
        }

        /// The status, and of a problem the code.
        String ask(String method, String path, String body) {
            return answer(method, path, body).problem().strip();
        }

        String ask(String method, String path) {
            return ask(method, path, "");
        }

        String group(String... members) {
            return answer("POST", "/v1/groups", json("title", "Lunch", "members", List.of(members)))
                    .body()
                    .path("conversationId")
                    .asString();
        }
    }

    private Person newcomer() {
        String name = "rest-" + PEOPLE.incrementAndGet();
        Rest.Answer answer = open("register", json("name", name, "password", PASSWORD));
        assertThat(answer.status()).isEqualTo(201);
        return new Person(rest, name, answer.body());
    }

    private Rest.Answer open(String what, String body) {
        return rest.ask("POST", "/v1/auth/" + what, body, null);
    }

    private static String json(Object... pairs) {
        var object = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            object.put((String) pairs[i], pairs[i + 1]);
        }
        return new JsonMapper().writeValueAsString(object);
    }

    private record Operation(String method, String path, JsonNode node) {
        boolean isOpen() {
            return node.has("security");
        }

        boolean takesBody() {
            return node.has("requestBody");
        }

        String at(String id, String user) {
            return path.replace("{id}", id).replace("{user}", user);
        }
    }

    private List<Operation> operations() {
        return contract.operations(tag -> true).stream()
                .map(name -> name.split(" "))
                .map(parts -> new Operation(
                        parts[0].toUpperCase(Locale.ROOT),
                        parts[1],
                        contract.description().path("paths").path(parts[1]).path(parts[0])))
                .toList();
    }

    @Test
    void withoutAGoodTokenNobodyIsServedWhatNeedsOne() {
        for (Operation each : operations()) {
            if (!each.isOpen()) {
                String id = each.path().contains("/groups/") || each.path().contains("/conversations/") ? "g.17" : "17";
                String body = each.takesBody() ? "{}" : "";
                for (String token : new @Nullable String[] {null, "nonsense"}) {
                    assertThat(rest.ask(each.method(), each.at(id, "17") + "?users=17", body, token)
                                    .problem())
                            .as(each.method() + " " + each.path())
                            .isEqualTo(token == null ? "401 unauthenticated" : "401 token_invalid");
                }
            }
        }
    }

    @Test
    void whatIsMalformedIsRefusedByEachThatTakesAnything() {
        Person alice = newcomer();
        for (Operation each : operations()) {
            if (each.node().path("responses").has("400")) {
                String path = each.takesBody() ? each.at("g.17", "17") : each.at("x", "x") + "?limit=x&users=x";
                assertThat(alice.ask(each.method(), path, each.takesBody() ? "[" : ""))
                        .as(each.method() + " " + path)
                        .isEqualTo("400 invalid_request");
            }
        }
    }

    @Test
    void whatIsNotThereIsNamed() {
        Person alice = newcomer();
        String group = alice.group();
        String nobody = json("userIds", List.of("17"));
        String member = json("role", "member");
        assertThat(alice.ask("GET", "/v1/users/17")).isEqualTo("404 unknown_user");
        assertThat(alice.ask("PUT", "/v1/blocks/17")).isEqualTo("404 unknown_user");
        assertThat(alice.ask("DELETE", "/v1/blocks/17")).isEqualTo("404 unknown_user");
        assertThat(alice.ask("POST", "/v1/groups", json("title", "Lunch", "members", List.of("17"))))
                .isEqualTo("404 unknown_user");
        assertThat(alice.ask("POST", "/v1/groups/" + group + "/members", nobody))
                .isEqualTo("404 unknown_user");
        assertThat(alice.ask("DELETE", "/v1/groups/" + group + "/members/17")).isEqualTo("404 not_found");
        assertThat(alice.ask("PATCH", "/v1/groups/" + group + "/members/17", member))
                .isEqualTo("404 not_found");
        String unknown = "404 unknown_conversation";
        assertThat(alice.ask("GET", "/v1/groups/g.17")).isEqualTo(unknown);
        assertThat(alice.ask("PATCH", "/v1/groups/g.17", json("title", "x"))).isEqualTo(unknown);
        assertThat(alice.ask("POST", "/v1/groups/g.17/members", json("userIds", List.of(alice.id()))))
                .isEqualTo(unknown);
        assertThat(alice.ask("DELETE", "/v1/groups/g.17/members/" + alice.id())).isEqualTo(unknown);
        assertThat(alice.ask("PATCH", "/v1/groups/g.17/members/" + alice.id(), member))
                .isEqualTo(unknown);
        assertThat(alice.ask("GET", "/v1/conversations/g.17/events")).isEqualTo(unknown);
        assertThat(alice.ask("GET", "/v1/conversations/g.17/markers")).isEqualTo(unknown);
        assertThat(alice.ask("DELETE", "/v1/devices/17")).isEqualTo("404 not_found");
        assertThat(alice.ask("GET", "/v1/push/address")).isEqualTo("404 not_found");
        assertThat(open("login", json("name", alice.name(), "password", PASSWORD, "deviceId", "17"))
                        .problem())
                .isEqualTo("404 not_found");
    }

    @Test
    void whoMayNotIsRefused() {
        Person owner = newcomer();
        Person member = newcomer();
        Person stranger = newcomer();
        String group = owner.group(member.id());
        String path = "/v1/groups/" + group;
        String title = json("title", "Dinner");
        String addStranger = json("userIds", List.of(stranger.id()));
        for (Person each : List.of(member, stranger)) {
            String refused = each.equals(member) ? "403 forbidden" : "403 not_a_member";
            assertThat(each.ask("PATCH", path, title)).isEqualTo(refused);
            assertThat(each.ask("POST", path + "/members", addStranger)).isEqualTo(refused);
            assertThat(each.ask("DELETE", path + "/members/" + owner.id())).isEqualTo(refused);
            assertThat(each.ask("PATCH", path + "/members/" + owner.id(), json("role", "admin")))
                    .isEqualTo(refused);
        }
        assertThat(stranger.ask("GET", path)).isEqualTo("403 not_a_member");
        assertThat(stranger.ask("GET", "/v1/conversations/" + group + "/events"))
                .isEqualTo("403 not_a_member");
        assertThat(stranger.ask("GET", "/v1/conversations/" + group + "/markers"))
                .isEqualTo("403 not_a_member");
        assertThat(owner.ask("DELETE", path + "/members/" + owner.id())).isEqualTo("409 owner_must_stay");
        assertThat(owner.ask("PATCH", path + "/members/" + owner.id(), json("role", "member")))
                .isEqualTo("409 owner_must_stay");
        assertThat(owner.ask("POST", path + "/members", json("userIds", List.of(member.id()))))
                .isEqualTo("409 already_a_member");

        assertThat(stranger.ask("PUT", "/v1/blocks/" + owner.id())).isEqualTo("204");
        assertThat(owner.ask("POST", path + "/members", addStranger)).isEqualTo("403 blocked");
        assertThat(owner.ask("POST", "/v1/groups", json("title", "Us", "members", List.of(stranger.id()))))
                .isEqualTo("403 blocked");
        assertThat(stranger.ask("GET", "/v1/blocks?limit=5")).isEqualTo("200");
        assertThat(stranger.ask("GET", "/v1/blocks?after=" + owner.id())).isEqualTo("200");
        assertThat(stranger.ask("DELETE", "/v1/blocks/" + owner.id())).isEqualTo("204");

        assertThat(owner.ask("PATCH", path, title)).isEqualTo("200");
        assertThat(owner.ask("PATCH", path + "/members/" + member.id(), json("role", "admin")))
                .isEqualTo("200");
        assertThat(owner.ask("DELETE", path + "/members/" + member.id())).isEqualTo("204");
    }

    @Test
    void loginsEndAndGuessersAreSlowedDown() {
        Person alice = newcomer();
        assertThat(open("register", json("name", alice.name(), "password", PASSWORD))
                        .problem())
                .isEqualTo("409 name_taken");
        String token = json("refreshToken", alice.login().path("refreshToken").asString());
        assertThat(open("refresh", token).status()).isEqualTo(200);
        assertThat(open("refresh", token).problem()).isEqualTo("401 token_reused");
        assertThat(open("refresh", json("refreshToken", "nonsense")).problem()).isEqualTo("401 token_invalid");
        assertThat(alice.ask("GET", "/v1/me")).isEqualTo("401 device_revoked");
        String change = json("oldPassword", PASSWORD, "newPassword", PASSWORD + "!");
        assertThat(alice.ask("POST", "/v1/me/password", change)).isEqualTo("401 device_revoked");

        String credentials = json("name", alice.name(), "password", PASSWORD, "device", Map.of("name", "x"));
        Person again = new Person(rest, alice.name(), open("login", credentials).body());
        assertThat(again.ask("POST", "/v1/me/password", change)).isEqualTo("204");
        String wrong = json("oldPassword", PASSWORD, "newPassword", PASSWORD);
        String guess = json("name", alice.name(), "password", PASSWORD);
        assertThat(again.ask("POST", "/v1/me/password", wrong)).isEqualTo("401 bad_credentials");
        assertThat(open("login", guess).problem()).isEqualTo("401 bad_credentials");
        IntStream.range(0, LOGIN_FAILURES).forEach(i -> open("login", guess));
        assertThat(open("login", guess).problem()).isEqualTo("429 rate_limited");
        assertThat(again.ask("POST", "/v1/me/password", wrong)).isEqualTo("429 rate_limited");
        assertThat(again.ask("POST", "/v1/auth/logout")).isEqualTo("204");
    }

    /// What travels through a log is there a moment later.
    private static void awaitText(Person person, String path, String text) {
        Awaitility.await()
                .atMost(LONGEST)
                .untilAsserted(
                        () -> assertThat(person.answer("GET", path, "").body().toString())
                                .contains(text));
    }

    @Test
    void everythingIsReadAndChangedAsItIsDescribed() {
        Person alice = newcomer();
        Person bob = newcomer();
        String group = alice.group(bob.id());
        assertThat(alice.ask("PATCH", "/v1/me", json("displayName", "Alice", "about", "me")))
                .isEqualTo("200");
        for (String who : List.of("contacts", "nobody", "everyone")) {
            String settings = json(
                    "readReceipts",
                    false,
                    "lastSeenVisibility",
                    who,
                    "pushPreview",
                    true,
                    "timeZone",
                    "Europe/Vienna",
                    "invisible",
                    true,
                    "quietHours",
                    "22:00-07:00");
            assertThat(alice.ask("PATCH", "/v1/me/settings", settings)).isEqualTo("200");
        }
        for (String path : List.of(
                "/v1/me",
                "/v1/me/settings",
                "/v1/devices",
                "/v1/users?query=rest&limit=5",
                "/v1/users?name=" + bob.name(),
                "/v1/users/" + bob.id(),
                "/v1/groups/" + group,
                "/v1/conversations?limit=5",
                "/v1/conversations/" + group + "/markers",
                "/v1/conversations/" + group + "/events?limit=5",
                "/v1/conversations/" + group + "/events?before=7",
                "/v1/conversations/" + group + "/events?after=0",
                "/v1/conversations/" + group + "/events?around=1",
                "/v1/connect?region=local&hint=local",
                "/v1/presence?users=" + bob.id(),
                "/v1/push/vapid-key",
                "/.well-known/jwks.json",
                "/v1/openapi.yaml")) {
            assertThat(rest.status("GET", path, alice.token())).as(path).isEqualTo(200);
        }
        String history = "/v1/conversations/" + group + "/events";
        assertThat(alice.ask("PATCH", "/v1/groups/" + group, json("title", "Dinner")))
                .isEqualTo("200");
        assertThat(alice.ask("PATCH", "/v1/groups/" + group + "/members/" + bob.id(), json("role", "admin")))
                .isEqualTo("200");
        assertThat(bob.ask("DELETE", "/v1/groups/" + group + "/members/" + bob.id()))
                .isEqualTo("204");
        awaitText(alice, history, "\"left\"");
        awaitText(bob, "/v1/conversations", "leftSeq");
        assertThat(alice.ask("PUT", "/v1/blocks/" + bob.id())).isEqualTo("204");
        ConversationId direct = ConversationId.direct(UserId.parse(alice.id()), UserId.parse(bob.id()));
        awaitText(alice, "/v1/conversations/" + direct + "/events", "\"blocked\"");

        assertThat(alice.ask("PUT", "/v1/push/address", json("provider", "log")))
                .isEqualTo("200");
        assertThat(alice.ask("GET", "/v1/push/address")).isEqualTo("200");
        assertThat(alice.ask("DELETE", "/v1/push/address")).isEqualTo("204");
        assertThat(alice.ask("PUT", "/v1/push/address", json("provider", "fcm", "token", "t".repeat(40))))
                .isEqualTo("422 push_provider_off");
        assertThat(alice.ask(
                        "DELETE",
                        "/v1/devices/" + alice.login().path("deviceId").asString()))
                .isEqualTo("204");
    }
}
