package dev.parley.conformance.check;

import dev.parley.conformance.wire.Answer;
import dev.parley.conformance.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Accounts, logins, devices, profiles and people, over HTTP.
final class AccountChecks {
    private static final String SECTION = "REST";
    private static final int MOST_FAILURES = 60;

    private AccountChecks() {}

    static List<Check> all() {
        List<Check> all = new ArrayList<>(logins());
        all.addAll(devices());
        all.addAll(people());
        return List.copyOf(all);
    }

    private static Answer login(Stage stage, String name, String password) {
        return stage.http().json("POST", "/v1/auth/login", Json.of("name", name, "password", password), null);
    }

    private static Answer refresh(Stage stage, String token) {
        return stage.http().json("POST", "/v1/auth/refresh", Json.of("refreshToken", token), null);
    }

    private static void isLogin(JsonNode login) {
        for (String field : List.of("userId", "deviceId", "accessToken", "refreshToken", "expiresAt")) {
            Expect.that(!Json.text(login, field).isEmpty(), "a string `" + field + "`", login);
        }
    }

    private static List<Check> logins() {
        return List.of(
                Check.of(
                        "login-01",
                        SECTION,
                        "Registering answers 201 with user, device, tokens and their end.",
                        stage -> {
                            String name = stage.freshName();
                            JsonNode login = Expect.status(201, stage.register(name, "conformance-password"));
                            isLogin(login);
                            Duration life =
                                    Duration.between(Instant.now(), Instant.parse(Json.text(login, "expiresAt")));
                            Expect.that(
                                    life.isPositive() && life.compareTo(Duration.ofMinutes(20)) < 0,
                                    "an access token for 15 minutes",
                                    login);
                        }),
                Check.of("login-02", SECTION, "A name is taken once, upper case or lower: `name_taken`.", stage -> {
                    Person alice = stage.person();
                    Expect.problem(409, "name_taken", stage.register(alice.name(), "another-password"));
                    Expect.problem(
                            409,
                            "name_taken",
                            stage.register(alice.name().toUpperCase(java.util.Locale.ROOT), "another-password"));
                }),
                Check.of(
                        "login-03",
                        SECTION,
                        "Names of other characters or lengths and passwords under 8 are `invalid_request`.",
                        stage -> {
                            for (String name : List.of("ab", "x".repeat(33), "with space", "<b>", "ünï")) {
                                Expect.problem(400, "invalid_request", stage.register(name, "conformance-password"));
                            }
                            Expect.problem(400, "invalid_request", stage.register(stage.freshName(), "short"));
                            Expect.problem(400, "invalid_request", stage.register(stage.freshName(), "x".repeat(257)));
                        }),
                Check.of("login-04", SECTION, "Logging in gives the same user another device.", stage -> {
                    Person alice = stage.person();
                    JsonNode login = Expect.status(200, login(stage, alice.name(), alice.password()));
                    isLogin(login);
                    Expect.field(login, "userId", alice.id());
                    Expect.that(
                            !Json.text(login, "deviceId").equals(alice.device().deviceId()), "another device", login);
                }),
                Check.of(
                        "login-05",
                        SECTION,
                        "A wrong password and an unknown name are both `bad_credentials`.",
                        stage -> {
                            Person alice = stage.person();
                            Expect.problem(401, "bad_credentials", login(stage, alice.name(), "wrong-password"));
                            Expect.problem(401, "bad_credentials", login(stage, stage.freshName(), "wrong-password"));
                        }),
                Check.of(
                        "login-06",
                        SECTION,
                        "A refresh token is exchanged for new tokens of the same device.",
                        stage -> {
                            Person alice = stage.person();
                            JsonNode next = Expect.status(
                                    200, refresh(stage, alice.device().refreshToken()));
                            isLogin(next);
                            Expect.field(next, "userId", alice.id());
                            Expect.field(next, "deviceId", alice.device().deviceId());
                            Expect.that(
                                    !Json.text(next, "refreshToken")
                                            .equals(alice.device().refreshToken()),
                                    "another refresh token",
                                    next);
                            Expect.status(200, stage.http().get("/v1/me", Json.text(next, "accessToken")));
                        }),
                Check.of(
                        "login-07",
                        SECTION,
                        "A refresh token used twice is `token_reused`, and its login ends.",
                        stage -> {
                            Person alice = stage.person();
                            JsonNode next = Expect.status(
                                    200, refresh(stage, alice.device().refreshToken()));
                            Expect.problem(
                                    401,
                                    "token_reused",
                                    refresh(stage, alice.device().refreshToken()));
                            Answer after = refresh(stage, Json.text(next, "refreshToken"));
                            Expect.that(after.status() == 401, "HTTP 401 for the whole family", after);
                            Expect.problem(
                                    401, "device_revoked", stage.http().get("/v1/me", Json.text(next, "accessToken")));
                        }),
                Check.of(
                        "login-08",
                        SECTION,
                        "What is no refresh token is `token_invalid`.",
                        stage -> Expect.problem(401, "token_invalid", refresh(stage, "no-such-token"))),
                Check.of(
                        "login-09",
                        SECTION,
                        "After a logout access and refresh tokens of the device are refused.",
                        stage -> {
                            Person alice = stage.person();
                            Expect.status(204, stage.http().json("POST", "/v1/auth/logout", null, alice.token()));
                            Expect.problem(401, "device_revoked", stage.get("/v1/me", alice));
                            Answer refresh = refresh(stage, alice.device().refreshToken());
                            Expect.that(refresh.status() == 401, "HTTP 401", refresh);
                            Expect.status(200, login(stage, alice.name(), alice.password()));
                        }),
                Check.of(
                        "login-10",
                        SECTION,
                        "Without a token: `unauthenticated`. With a broken or forged one: `token_invalid`.",
                        stage -> {
                            String token = stage.person().token();
                            String forged = token.substring(0, token.lastIndexOf('.') + 1) + "A".repeat(86);
                            for (String path : List.of(
                                    "/v1/me",
                                    "/v1/devices",
                                    "/v1/conversations",
                                    "/v1/users?query=a",
                                    "/v1/blocks",
                                    "/v1/me/settings")) {
                                Expect.problem(
                                        401, "unauthenticated", stage.http().get(path, null));
                                Expect.problem(
                                        401, "token_invalid", stage.http().get(path, "broken"));
                                Expect.problem(
                                        401, "token_invalid", stage.http().get(path, forged));
                            }
                        }),
                Check.of(
                                "login-11",
                                SECTION,
                                "Too many wrong passwords are `rate_limited` with `Retry-After`.",
                                stage -> {
                                    Person alice = stage.person();
                                    Answer answer = login(stage, alice.name(), "wrong-password");
                                    for (int i = 0; i < MOST_FAILURES && answer.status() == 401; i++) {
                                        answer = login(stage, alice.name(), "wrong-password");
                                    }
                                    Expect.problem(429, "rate_limited", answer);
                                    Expect.that(
                                            answer.header("retry-after").matches("[0-9]+"),
                                            "`Retry-After` in seconds",
                                            answer.headers());
                                })
                        .slowly(),
                Check.of(
                        "login-12",
                        SECTION,
                        "The public keys of access tokens are there, without their private halves.",
                        stage -> {
                            JsonNode keys = Expect.status(200, stage.http().get("/.well-known/jwks.json", null))
                                    .path("keys");
                            Expect.that(!keys.isEmpty(), "a key", keys);
                            for (JsonNode key : keys) {
                                Expect.field(key, "kty", "EC");
                                Expect.field(key, "crv", "P-256");
                                Expect.absent(key, "d");
                            }
                        }));
    }

    private static List<Check> devices() {
        return List.of(
                Check.of(
                        "device-01", SECTION, "The list of devices has each login, and says which one asks.", stage -> {
                            Person alice = stage.person();
                            Device other = stage.login(alice);
                            JsonNode devices = Expect.status(200, stage.get("/v1/devices", alice))
                                    .path("devices");
                            Expect.same(2, devices.size(), "devices");
                            for (JsonNode device : devices) {
                                Expect.field(
                                        device,
                                        "current",
                                        Json.text(device, "deviceId")
                                                .equals(alice.device().deviceId()));
                            }
                            Expect.that(
                                    devices.valueStream()
                                            .anyMatch(device -> Json.text(device, "deviceId")
                                                    .equals(other.deviceId())),
                                    "the device " + other.deviceId(),
                                    devices);
                        }),
                Check.of(
                        "device-02",
                        SECTION,
                        "A revoked device's tokens end at once, and it leaves the list.",
                        stage -> {
                            Person alice = stage.person();
                            Device other = stage.login(alice);
                            Expect.status(204, stage.delete("/v1/devices/" + other.deviceId(), alice));
                            Expect.problem(401, "device_revoked", stage.http().get("/v1/me", other.accessToken()));
                            Expect.that(
                                    refresh(stage, other.refreshToken()).status() == 401,
                                    "HTTP 401 to its refresh",
                                    "another");
                            Expect.same(
                                    1,
                                    stage.get("/v1/devices", alice)
                                            .json()
                                            .path("devices")
                                            .size(),
                                    "devices");
                            Expect.problem(404, "not_found", stage.delete("/v1/devices/" + other.deviceId(), alice));
                        }),
                Check.of("device-03", SECTION, "Nobody logs a device of others out: `not_found`.", stage -> {
                    Person alice = stage.person();
                    Person bob = stage.person();
                    Expect.problem(
                            404,
                            "not_found",
                            stage.delete("/v1/devices/" + bob.device().deviceId(), alice));
                    Expect.status(200, stage.get("/v1/me", bob));
                }),
                Check.of(
                        "device-04",
                        SECTION,
                        "A login with `deviceId` keeps the device and ends its login before.",
                        stage -> {
                            Person alice = stage.person();
                            JsonNode again = Expect.status(
                                    200,
                                    stage.http()
                                            .json(
                                                    "POST",
                                                    "/v1/auth/login",
                                                    Json.of(
                                                            "name",
                                                            alice.name(),
                                                            "password",
                                                            alice.password(),
                                                            "deviceId",
                                                            alice.device().deviceId()),
                                                    null));
                            Expect.field(again, "deviceId", alice.device().deviceId());
                            Expect.status(200, stage.http().get("/v1/me", Json.text(again, "accessToken")));
                            Answer old = refresh(stage, alice.device().refreshToken());
                            Expect.that(old.status() == 401, "HTTP 401 to the refresh token before", old);
                        }),
                Check.of("device-05", SECTION, "A new password ends all other logins, and the old password.", stage -> {
                    Person alice = stage.person();
                    Device other = stage.login(alice);
                    Expect.problem(
                            401,
                            "bad_credentials",
                            stage.post(
                                    "/v1/me/password",
                                    alice,
                                    "oldPassword",
                                    "wrong-one",
                                    "newPassword",
                                    "new-password"));
                    Expect.status(
                            204,
                            stage.post(
                                    "/v1/me/password",
                                    alice,
                                    "oldPassword",
                                    alice.password(),
                                    "newPassword",
                                    "new-password"));
                    Expect.status(200, stage.get("/v1/me", alice));
                    Expect.problem(401, "device_revoked", stage.http().get("/v1/me", other.accessToken()));
                    Expect.problem(401, "bad_credentials", login(stage, alice.name(), alice.password()));
                    Expect.status(200, login(stage, alice.name(), "new-password"));
                }));
    }

    private static List<Check> people() {
        return List.of(
                Check.of(
                        "me-01",
                        SECTION,
                        "A profile is what was registered, and a change leaves the rest as it was.",
                        stage -> {
                            Person alice = stage.person();
                            JsonNode me = Expect.status(200, stage.get("/v1/me", alice));
                            Expect.field(me, "userId", alice.id());
                            Expect.field(me, "name", alice.name());
                            JsonNode changed =
                                    Expect.status(200, stage.patch("/v1/me", alice, "displayName", "Alice <b>"));
                            Expect.field(changed, "displayName", "Alice <b>");
                            Expect.field(changed, "name", alice.name());
                            Expect.field(
                                    Expect.status(200, stage.patch("/v1/me", alice, "about", "tea")),
                                    "displayName",
                                    "Alice <b>");
                            Expect.field(
                                    Expect.status(200, stage.get("/v1/users/" + alice.id(), stage.person())),
                                    "about",
                                    "tea");
                        }),
                Check.of(
                        "me-02", SECTION, "Display names of no or over 64 characters are `invalid_request`.", stage -> {
                            Person alice = stage.person();
                            Expect.problem(400, "invalid_request", stage.patch("/v1/me", alice, "displayName", ""));
                            Expect.problem(
                                    400,
                                    "invalid_request",
                                    stage.patch("/v1/me", alice, "displayName", "x".repeat(65)));
                            Expect.problem(400, "invalid_request", stage.patch("/v1/me", alice, "displayName", 5));
                            Expect.problem(
                                    400, "invalid_request", stage.patch("/v1/me", alice, "displayName", "a\u0007b"));
                        }),
                Check.of(
                        "me-03",
                        SECTION,
                        "Settings are kept one by one; values that are none are `invalid_request`.",
                        stage -> {
                            Person alice = stage.person();
                            JsonNode before = Expect.status(200, stage.get("/v1/me/settings", alice));
                            Expect.field(before, "readReceipts", true);
                            Expect.field(before, "invisible", false);
                            Expect.status(200, stage.patch("/v1/me/settings", alice, "timeZone", "Europe/Berlin"));
                            JsonNode after = Expect.status(
                                    200, stage.patch("/v1/me/settings", alice, "lastSeenVisibility", "nobody"));
                            Expect.field(after, "lastSeenVisibility", "nobody");
                            Expect.field(after, "timeZone", "Europe/Berlin");
                            Expect.field(after, "readReceipts", true);
                            Expect.problem(
                                    400,
                                    "invalid_request",
                                    stage.patch("/v1/me/settings", alice, "lastSeenVisibility", "friends"));
                            Expect.problem(
                                    400,
                                    "invalid_request",
                                    stage.patch("/v1/me/settings", alice, "timeZone", "Middle/Earth"));
                        }),
                Check.of(
                        "users-01",
                        SECTION,
                        "People are found by the beginning of a name and by a whole name, in any case.",
                        stage -> {
                            Person alice = stage.person();
                            Person bob = stage.person();
                            String begin = alice.name()
                                    .substring(0, alice.name().length() - 1)
                                    .toUpperCase(java.util.Locale.ROOT);
                            JsonNode found = Expect.status(200, stage.get("/v1/users?limit=50&query=" + begin, bob))
                                    .path("users");
                            Expect.that(
                                    found.valueStream()
                                            .anyMatch(user ->
                                                    Json.text(user, "userId").equals(alice.id())),
                                    "the user " + alice.id(),
                                    found);
                            JsonNode exact = Expect.status(200, stage.get("/v1/users?name=" + alice.name(), bob))
                                    .path("users");
                            Expect.same(1, exact.size(), "users");
                            Expect.field(exact.path(0), "name", alice.name());
                            Expect.same(
                                    0,
                                    stage.get("/v1/users?name=" + stage.freshName(), bob)
                                            .json()
                                            .path("users")
                                            .size(),
                                    "users");
                        }),
                Check.of(
                        "users-02",
                        SECTION,
                        "A search has one of `query` and `name`, and a limit of 1 to 50.",
                        stage -> {
                            Person alice = stage.person();
                            for (String wrong : List.of(
                                    "", "?query=a&name=b", "?query=a&limit=0", "?query=a&limit=51", "?query=")) {
                                Expect.problem(400, "invalid_request", stage.get("/v1/users" + wrong, alice));
                            }
                            Expect.that(
                                    stage.get("/v1/users?query=c&limit=1", alice)
                                                    .json()
                                                    .path("users")
                                                    .size()
                                            <= 1,
                                    "one user",
                                    "more");
                        }),
                Check.of(
                        "users-03",
                        SECTION,
                        "A user nobody has is `unknown_user`; what is no id is `invalid_request`.",
                        stage -> {
                            Person alice = stage.person();
                            Expect.problem(404, "unknown_user", stage.get("/v1/users/17", alice));
                            Expect.problem(400, "invalid_request", stage.get("/v1/users/alice", alice));
                            Expect.problem(400, "invalid_request", stage.get("/v1/users/017", alice));
                        }),
                Check.of(
                        "rest-01",
                        SECTION,
                        "A body that is no JSON, of a wrong type or with a field twice is `invalid_request`.",
                        stage -> {
                            for (String body : List.of(
                                    "{",
                                    "[]",
                                    "",
                                    "{\"name\":5,\"password\":\"conformance\"}",
                                    "{\"name\":\"abc\",\"name\":\"abcd\",\"password\":\"conformance\"}")) {
                                Expect.problem(
                                        400,
                                        "invalid_request",
                                        stage.http().text("POST", "/v1/auth/login", "application/json", body, null));
                            }
                        }),
                Check.of("rest-02", SECTION, "Fields of a body that the server does not know are ignored.", stage -> {
                    ObjectNode body =
                            Json.of("name", stage.freshName(), "password", "conformance-password", "color", "blue");
                    Expect.status(201, stage.http().json("POST", "/v1/auth/register", body, null));
                }),
                Check.of("rest-03", SECTION, "A body over 64 KiB is `request_too_large`.", stage -> {
                    ObjectNode body = Json.of("name", stage.freshName(), "password", "x".repeat(70_000));
                    Expect.problem(413, "request_too_large", stage.http().json("POST", "/v1/auth/login", body, null));
                }),
                Check.of(
                        "rest-04",
                        SECTION,
                        "A wrong method is 405, a wrong content type 415, both `invalid_request`.",
                        stage -> {
                            Person alice = stage.person();
                            Expect.problem(405, "invalid_request", stage.delete("/v1/me", alice));
                            Expect.problem(
                                    415,
                                    "invalid_request",
                                    stage.http().text("POST", "/v1/auth/login", "text/plain", "{}", null));
                        }),
                Check.of("rest-05", SECTION, "An address that does not exist is `not_found`.", stage -> {
                    Expect.problem(404, "not_found", stage.get("/v1/no-such-thing", stage.person()));
                }),
                Check.of("rest-06", SECTION, "The OpenAPI description is served.", stage -> {
                    Answer answer = stage.http().get("/v1/openapi.yaml", null);
                    Expect.status(200, answer);
                    Expect.that(answer.body().startsWith("openapi: 3.1"), "OpenAPI 3.1", answer);
                }));
    }
}
