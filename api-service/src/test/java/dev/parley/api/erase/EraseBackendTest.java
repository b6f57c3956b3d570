package dev.parley.api.erase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.api.history.Talk;
import dev.parley.api.support.ApiUser;
import dev.parley.api.support.Response;
import dev.parley.api.support.RunningApi;
import dev.parley.contracts.directory.PresenceKeys;
import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.event.Member;
import dev.parley.contracts.event.Role;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;

class EraseBackendTest {
    private static final FakeNotification NOTIFICATION = new FakeNotification();
    private static final RunningApi API = RunningApi.start(Map.of(
            "parley.admin.keys-file",
            RunningApi.adminKeys(),
            "parley.urls.notification",
            NOTIFICATION.url().toString()));
    private static final int SLOTS = 8;

    private final ApiUser operator = API.operator();

    @AfterAll
    static void close() {
        API.close();
        NOTIFICATION.close();
    }

    @Test
    void theUserGoesAndWhatOthersHaveStays() {
        ApiUser alice = API.user("alice-to-go");
        ApiUser bob = API.user();
        ApiUser carol = API.user();
        ConversationId.Group owned = alice.createGroup("Owned", bob, carol);
        alice.patch("/v1/groups/" + owned + "/members/" + carol.id(), "{\"role\": \"admin\"}");
        ConversationId.Group alone = alice.createGroup("Alone");
        alice.put("/v1/blocks/" + carol.id());
        bob.put("/v1/blocks/" + alice.id());
        ConversationId talk = alice.direct(bob);
        API.tables().write(Talk.message(talk, 1, alice.userId(), "mine"));
        API.tables().write(Talk.message(talk, 2, bob.userId(), "yours"));
        API.tables().write(Talk.message(alice.direct(alice), 1, alice.userId(), "a note"));
        API.tables().writeHead(alice.userId(), talk, 2, 2, 2, 2, 0, 1);
        API.tables().writeHead(bob.userId(), talk, 2, 2, 2, 2, 0, 1);
        NOTIFICATION.answer(200, "{\"removed\": 3}");
        seen(alice.userId(), 1_772_366_400_000.0);

        Response erased = operator.delete(path(alice) + "?reason=ticket%2012");

        assertThat(erased.status()).isEqualTo(200);
        JsonNode receipt = erased.json();
        assertThat(receipt.path("userId").asString()).isEqualTo(alice.id());
        assertThat(receipt.path("erasedAt").asString()).isNotEmpty();
        assertThat(receipt.path("postgresql").toString())
                .isEqualTo("{\"devices\":1,\"logins\":1,\"blocks\":2,\"memberships\":2}");
        assertThat(receipt.path("cassandra").toString()).isEqualTo("{\"entries\":1,\"notes\":1}");
        assertThat(receipt.path("redis").toString()).isEqualTo("{\"lastSeen\":1}");
        assertThat(receipt.path("notification").toString()).isEqualTo("{\"addresses\":3}");
        assertThat(NOTIFICATION.asked()).contains("DELETE /internal/users/" + alice.id() + "/addresses");

        assertThat(alice.get("/v1/me").status()).isEqualTo(401);
        assertThat(login("alice-to-go").code()).isEqualTo("bad_credentials");
        assertThat(bob.get("/v1/users/" + alice.id()).code()).isEqualTo("unknown_user");
        assertThat(bob.get("/v1/conversations/" + talk + "/events")
                        .json()
                        .path("events")
                        .valueStream()
                        .map(event -> event.path("text").asString()))
                .containsExactlyInAnyOrder("mine", "yours");
        Response listed = bob.get("/v1/conversations");
        assertThat(listed.text()).contains("\"conversationId\":\"" + talk + "\"", "\"userId\":\"" + alice.id() + "\"");
        assertThat(bob.get("/v1/conversations/" + talk + "/markers").status()).isEqualTo(200);
        assertThat(bob.get("/v1/blocks").text()).doesNotContain(alice.id());
        assertThat(lastMembers(owned))
                .containsExactly(new Member(bob.userId(), Role.MEMBER), new Member(carol.userId(), Role.OWNER));
        assertThat(lastMembers(alone)).isEmpty();

        assertThat(operator.delete(path(alice)).code()).isEqualTo("unknown_user");
        Response acts = operator.get("/admin/v1/acts?user=" + alice.id());
        assertThat(ApiUser.strings(acts.json().path("acts"), "act")).containsExactly("erased", "erase");
        assertThat(ApiUser.strings(acts.json().path("acts"), "reason")).containsOnly("ticket 12");
        assertThat(API.user("alice-to-go").id()).isNotEqualTo(alice.id());
    }

    @Test
    void whoIsOnlineIsLoggedOutFirst() {
        ApiUser user = API.user("still-here");
        seen(user.userId(), Double.POSITIVE_INFINITY);
        Response refused = operator.delete(path(user));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.code()).isEqualTo("retry");
        assertThat(refused.string("detail")).contains("still online");
        assertThat(refused.headers().firstValue("Retry-After")).contains("5");
        assertThat(login("still-here").code()).isEqualTo("account_suspended");
        seen(user.userId(), 1_772_366_400_000.0);
        assertThat(operator.delete(path(user)).status()).isEqualTo(200);
    }

    @Test
    void whatFailsInTheMiddleIsFinishedByAnotherCall() {
        ApiUser user = API.user();
        ConversationId.Group group = user.createGroup("Left all the same", API.user());
        NOTIFICATION.answer(500, "");
        Response refused = operator.delete(path(user));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.code()).isEqualTo("retry");
        assertThat(operator.get(path(user)).json().has("suspendedSince")).isTrue();
        NOTIFICATION.answer(200, "{\"removed\": 0}");
        assertThat(operator.delete(path(user)).status()).isEqualTo(200);
        assertThat(lastMembers(group)).hasSize(1);
        assertThat(operator.get(path(user)).code()).isEqualTo("unknown_user");
    }

    @Test
    void whoAddsOrBlocksTheUserInTheLastInstantHearsThatNobodyIsThere() {
        ApiUser alice = API.user();
        ApiUser bob = API.user();
        ConversationId.Group lunch = bob.createGroup("Lunch");
        String members = "\"members\": [\"" + alice.id() + "\"]";
        List<Supplier<Response>> late = List.of(
                () -> bob.put("/v1/blocks/" + alice.id()),
                () -> bob.post("/v1/groups/" + lunch + "/members", "{\"userIds\": [\"" + alice.id() + "\"]}"),
                () -> bob.post("/v1/groups", "{\"title\": \"Dinner\", " + members + "}"));
        List<CompletableFuture<Response>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            API.bean(TransactionOperations.class).executeWithoutResult(last -> {
                new JdbcUserRowStore(API.bean(JdbcClient.class)).remove(alice.userId());
                late.forEach(call -> answers.add(CompletableFuture.supplyAsync(call, threads)));
                await().until(() -> waitingForALock() == late.size());
            });
            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.join().code()).isEqualTo("unknown_user"));
        }
        assertThat(lastMembers(lunch)).containsExactly(new Member(bob.userId(), Role.OWNER));
    }

    private static long waitingForALock() {
        return API.bean(JdbcClient.class).sql("""
                        select count(*) from pg_stat_activity
                        where datname = current_database() and wait_event_type = 'Lock'
                        """).query(Long.class).single();
    }

    @Test
    void onlyAnOperatorErasesAndOnlySomebodyWhoIsThere() {
        ApiUser user = API.user();
        assertThat(API.nobody().delete(path(user)).code()).isEqualTo("unauthenticated");
        assertThat(user.delete(path(user)).code()).isEqualTo("token_invalid");
        assertThat(operator.delete("/admin/v1/users/17").code()).isEqualTo("unknown_user");
        assertThat(operator.delete("/admin/v1/users/x").code()).isEqualTo("invalid_request");
        assertThat(operator.delete(path(user) + "?reason=" + "x".repeat(201)).code())
                .isEqualTo("invalid_request");
        assertThat(user.get("/v1/me").status()).isEqualTo(200);
    }

    private static String path(ApiUser user) {
        return "/admin/v1/users/" + user.id();
    }

    private static Response login(String name) {
        return API.nobody()
                .post("/v1/auth/login", "{\"name\": \"" + name + "\", \"password\": \"" + RunningApi.PASSWORD + "\"}");
    }

    private static List<Member> lastMembers(ConversationId.Group group) {
        return ((LogEntry.Membership) API.log().entries(group).getLast())
                .change()
                .members();
    }

    /// As a chat server writes it down.
    private static void seen(UserId user, double score) {
        String region = API.bean(Environment.class).getRequiredProperty("parley.region");
        try (StatefulRedisConnection<String, String> redis =
                API.bean(RedisClient.class).connect()) {
            redis.sync().set(PresenceKeys.slots(region), Integer.toString(SLOTS));
            redis.sync().set(PresenceKeys.lease(region, Slots.of(user, SLOTS)), "1 chat-0");
            redis.sync().zadd(PresenceKeys.users(region, Slots.of(user, SLOTS)), score, user.toString());
        }
    }
}
