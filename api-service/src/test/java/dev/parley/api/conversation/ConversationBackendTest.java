package dev.parley.api.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.api.history.Talk;
import dev.parley.api.support.ApiUser;
import dev.parley.api.support.Response;
import dev.parley.api.support.RunningApi;
import dev.parley.contracts.id.ConversationId;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ConversationBackendTest {
    private final RunningApi api = RunningApi.shared();

    @Test
    void newGroupIsListedBeforeItsLogHasToldAnyone() {
        ApiUser alice = api.user();
        ApiUser bob = api.user();
        ConversationId.Group group = alice.createGroup("Fresh", bob);

        JsonNode listed =
                bob.get("/v1/conversations").json().path("conversations").path(0);
        assertThat(listed.path("conversationId").asString()).isEqualTo(group.value());
        assertThat(listed.path("title").asString()).isEqualTo("Fresh");
        assertThat(listed.path("seq").asInt()).isZero();
        assertThat(ApiUser.strings(listed.path("members"), "userId")).containsExactly(alice.id(), bob.id());
    }

    @Test
    void conversationsComeWithUnreadNamesAndTimes() {
        ApiUser alice = api.user();
        ApiUser bob = api.user();
        bob.patch("/v1/me", "{\"displayName\": \"Bob B.\"}");
        ConversationId talk = alice.direct(bob);
        for (long seq = 1; seq <= 7; seq++) {
            api.tables().write(Talk.message(talk, seq, bob.userId(), "text " + seq));
        }
        api.tables().writeHead(alice.userId(), talk, 7, 7, 4, 4, 0, 10);

        Response list = alice.get("/v1/conversations");
        JsonNode listed = list.json().path("conversations").path(0);
        assertThat(listed.path("kind").asString()).isEqualTo("direct");
        assertThat(listed.path("title").asString()).isEqualTo("Bob B.");
        assertThat(listed.path("peer").path("userId").asString()).isEqualTo(bob.id());
        assertThat(listed.path("seq").asInt()).isEqualTo(7);
        assertThat(listed.path("readSeq").asInt()).isEqualTo(4);
        assertThat(listed.path("unread").asInt()).isEqualTo(3);
        assertThat(listed.path("lastAt").asString()).startsWith("2026-");
        assertThat(list.json().path("more").asBoolean()).isFalse();
    }

    @Test
    void leftGroupShowsItsTitleOfThatTimeAndNoMembers() {
        ApiUser alice = api.user();
        ApiUser bob = api.user();
        ConversationId.Group group = alice.createGroup("Now", bob);
        api.tables().write(Talk.members(group, 1, alice.userId(), alice.userId(), bob.userId()));
        api.tables().write(Talk.members(group, 2, alice.userId(), alice.userId()));
        api.tables().writeHead(bob.userId(), group, 2, 0, 0, 0, 2, 10);
        alice.delete("/v1/groups/" + group + "/members/" + bob.id());

        JsonNode listed =
                bob.get("/v1/conversations").json().path("conversations").path(0);
        assertThat(listed.path("title").asString()).isEqualTo("Title at 2");
        assertThat(listed.path("leftSeq").asInt()).isEqualTo(2);
        assertThat(listed.path("members").isMissingNode()).isTrue();
    }

    @Test
    void listIsReadByPage() {
        ApiUser alice = api.user();
        List<ApiUser> others = api.idleUsers(5);
        for (int i = 0; i < others.size(); i++) {
            ConversationId talk = alice.direct(others.get(i));
            api.tables().write(Talk.message(talk, 1, alice.userId(), "hello"));
            api.tables().writeHead(alice.userId(), talk, 1, 1, 0, 0, 0, i);
        }
        Response first = alice.get("/v1/conversations?limit=3");
        assertThat(peers(first)).containsExactlyInAnyOrder(id(others, 4), id(others, 3), id(others, 2));
        assertThat(first.json().path("more").asBoolean()).isTrue();
        Response second = alice.get("/v1/conversations?limit=3&before=" + first.string("next"));
        assertThat(peers(second)).containsExactlyInAnyOrder(id(others, 1), id(others, 0));
        assertThat(second.json().path("more").asBoolean()).isFalse();
        assertThat(second.json().path("next").isMissingNode()).isTrue();
    }

    @Test
    void markersTellMembersHowFarEachHasRead() {
        ApiUser alice = api.user();
        ApiUser bob = api.user();
        ApiUser carol = api.user();
        ConversationId.Group group = alice.createGroup("Readers", bob, carol);
        api.tables().writeHead(alice.userId(), group, 9, 9, 4, 4, 0, 10);
        api.tables().writeHead(bob.userId(), group, 9, 9, 9, 9, 0, 10);
        String path = "/v1/conversations/" + group + "/markers";
        assertThat(markers(alice.get(path))).containsExactly(alice.id() + " 4", bob.id() + " 9", carol.id() + " 0");

        bob.patch("/v1/me/settings", "{\"readReceipts\": false}");
        assertThat(markers(alice.get(path))).containsExactly(alice.id() + " 4", carol.id() + " 0");
        assertThat(markers(bob.get(path))).containsExactly(bob.id() + " 9");
        String asked = alice.id() + "," + bob.id();
        assertThat(api.service()
                        .get("/internal/read-receipts/off?users=" + asked)
                        .text())
                .isEqualTo(bob.id());

        alice.delete("/v1/groups/" + group + "/members/" + carol.id());
        assertThat(carol.get(path).code()).isEqualTo("not_a_member");
        assertThat(alice.get("/v1/conversations/g.404/markers").code()).isEqualTo("unknown_conversation");
        assertThat(carol.get("/v1/conversations/" + alice.direct(bob) + "/markers")
                        .code())
                .isEqualTo("not_a_member");
    }

    @Test
    void chatServersAreToldWhoExists() {
        ApiUser alice = api.user();
        Response told = api.service().get("/internal/users/existing?users=17," + alice.id());
        assertThat(told.text()).isEqualTo(alice.id());
        assertThat(api.service().get("/internal/users/existing?users=17").text())
                .isEmpty();
        assertThat(api.service().get("/internal/users/existing?users=x").status())
                .isEqualTo(400);
        assertThat(api.service()
                        .get("/internal/users/existing?users=" + "17,".repeat(200) + "17")
                        .status())
                .isEqualTo(400);
    }

    private static List<String> markers(Response response) {
        return response.json()
                .path("markers")
                .valueStream()
                .map(it ->
                        it.path("userId").asString() + " " + it.path("readSeq").asInt())
                .toList();
    }

    @Test
    void badRequestsAreRefused() {
        ApiUser alice = api.user();
        for (String query :
                List.of("?limit=0", "?limit=101", "?before=x", "?before=1.2", "?before=1.2.x", "?before=")) {
            assertThat(alice.get("/v1/conversations" + query).code()).as(query).isEqualTo("invalid_request");
        }
        assertThat(api.nobody().get("/v1/conversations").code()).isEqualTo("unauthenticated");
    }

    private static List<String> peers(Response list) {
        return list.json()
                .path("conversations")
                .valueStream()
                .map(listed -> listed.path("peer").path("userId").asString())
                .toList();
    }

    private static String id(List<ApiUser> users, int index) {
        return users.get(index).id();
    }
}
