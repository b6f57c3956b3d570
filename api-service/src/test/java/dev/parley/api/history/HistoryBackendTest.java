package dev.parley.api.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.api.support.ApiUser;
import dev.parley.api.support.Response;
import dev.parley.api.support.RunningApi;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class HistoryBackendTest {
    private final RunningApi api = RunningApi.shared();

    @Test
    void membersReadAConversationPageByPage() {
        ApiUser alice = api.user();
        ApiUser bob = api.user();
        ConversationId talk = alice.direct(bob);
        for (long seq = 1; seq <= 5; seq++) {
            api.tables().write(Talk.message(talk, seq, alice.userId(), "text " + seq));
        }
        String path = "/v1/conversations/" + talk + "/events";

        Response newest = bob.get(path + "?limit=2");
        assertThat(texts(newest)).containsExactly("text 4", "text 5");
        assertThat(newest.json().path("more").asBoolean()).isTrue();
        assertThat(texts(bob.get(path + "?before=4&limit=2"))).containsExactly("text 2", "text 3");
        assertThat(texts(bob.get(path + "?after=0&limit=2"))).containsExactly("text 1", "text 2");
        assertThat(texts(bob.get(path + "?around=3&limit=3"))).containsExactly("text 2", "text 3", "text 4");
        JsonNode event = newest.json().path("events").path(1);
        assertThat(event.path("author").asString()).isEqualTo(alice.id());
        assertThat(event.path("kind").asString()).isEqualTo("message");
        assertThat(event.path("clientMessageId").asString()).isEqualTo("c5");
        assertThat(event.path("type").isMissingNode()).isTrue();
    }

    @Test
    void largestTextComesBackWhole() {
        ApiUser alice = api.user();
        ConversationId notes = alice.direct(alice);
        String text = "🦊".repeat(99_999);
        api.tables().write(Talk.message(notes, 1, alice.userId(), text));
        assertThat(texts(alice.get("/v1/conversations/" + notes + "/events"))).containsExactly(text);
    }

    @Test
    void groupIsReadableAtOnceAndByFormerMembersToTheirEnd() {
        ApiUser alice = api.user();
        ApiUser bob = api.user();
        ApiUser carol = api.user();
        ConversationId.Group group = alice.createGroup("History", bob);
        String path = "/v1/conversations/" + group + "/events";
        assertThat(bob.get(path).json().path("events").isEmpty()).isTrue();
        assertThat(carol.get(path).code()).isEqualTo("not_a_member");

        api.tables().write(Talk.members(group, 1, alice.userId(), alice.userId(), bob.userId()));
        api.tables().write(Talk.message(group, 2, bob.userId(), "hello"));
        api.tables().write(Talk.members(group, 3, alice.userId(), alice.userId()));
        api.tables().write(Talk.message(group, 4, alice.userId(), "bob is gone"));
        alice.delete("/v1/groups/" + group + "/members/" + bob.id());

        assertThat(ApiUser.strings(alice.get(path).json().path("events"), "seq"))
                .containsExactly("1", "2", "3", "4");
        assertThat(ApiUser.strings(bob.get(path).json().path("events"), "seq")).containsExactly("1", "2", "3");
        assertThat(carol.get(path).code()).isEqualTo("not_a_member");
    }

    @Test
    void badRequestsAreRefused() {
        ApiUser alice = api.user();
        String path = "/v1/conversations/" + alice.direct(alice) + "/events";
        for (String query : List.of(
                "?limit=0",
                "?limit=201",
                "?limit=x",
                "?before=0",
                "?before=-1",
                "?after=-1",
                "?around=0",
                "?before=1&after=1",
                "?before=1.5",
                "?before=99999999999999999999",
                "?before=&limit=1.0")) {
            assertThat(alice.get(path + query).code()).as(query).isEqualTo("invalid_request");
        }
        assertThat(alice.get("/v1/conversations/g.77/events").code()).isEqualTo("unknown_conversation");
        assertThat(alice.get("/v1/conversations/" + ConversationId.direct(alice.userId(), new UserId(17)) + "/events")
                        .code())
                .isEqualTo("unknown_conversation");
        assertThat(alice.get("/v1/conversations/d.1.2/events").code()).isEqualTo("not_a_member");
        assertThat(alice.get("/v1/conversations/d.2.1/events").code()).isEqualTo("invalid_request");
        assertThat(alice.get("/v1/conversations/x/events").code()).isEqualTo("invalid_request");
        assertThat(api.nobody().get(path).code()).isEqualTo("unauthenticated");
    }

    private static List<String> texts(Response page) {
        return ApiUser.strings(page.json().path("events"), "text");
    }
}
