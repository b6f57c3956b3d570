package dev.parley.api.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.api.history.Talk;
import dev.parley.api.support.ApiUser;
import dev.parley.api.support.Response;
import dev.parley.api.support.RunningApi;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.id.ConversationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TraceBackendTest {
    private final RunningApi api = RunningApi.shared();

    @Test
    void itsAuthorIsToldWhereAMessageIs() {
        ApiUser alice = api.user();
        ApiUser bob = api.user();
        ApiUser carol = api.user();
        ConversationId.Group group = alice.createGroup("Where", bob, carol);
        api.tables().write(Talk.members(group, 1, alice.userId(), alice.userId(), bob.userId(), carol.userId()));
        Event message = Talk.message(group, 2, alice.userId(), "hello");
        api.tables().write(message);
        api.tables().writeMarks(bob.userId(), group, 2, 2, 0, 0);
        api.tables().writeMarks(carol.userId(), group, 2, 1, 0, 2);

        Response trace = trace(alice, message);
        assertThat(trace.status()).isEqualTo(200);
        assertThat(trace.json().path("seq").asInt()).isEqualTo(2);
        assertThat(trace.json().path("acceptedAt").asString())
                .isEqualTo(message.sentAt().toString());
        assertThat(Instant.parse(trace.string("storedAt")))
                .isBetween(
                        Instant.now().minus(Duration.ofMinutes(5)),
                        Instant.now().plusSeconds(1));
        assertThat(trace.json().path("inInboxes").asInt()).isEqualTo(2);
        assertThat(recipients(trace))
                .containsExactly(
                        "{'userId':'" + bob.id() + "','inInbox':true,'delivered':true,'read':true,'push':'none'}",
                        "{'userId':'" + carol.id() + "','inInbox':true,'delivered':true,'read':false,'push':'none'}");
        assertThat(trace.text()).doesNotContain("hello");
    }

    @Test
    void whileNotificationServiceIsAwayTheRestIsTold() {
        ApiUser alice = api.user();
        ApiUser bob = api.user();
        Event message = Talk.message(alice.direct(bob), 1, alice.userId(), "hello");
        api.tables().write(message);
        api.tables().writeMarks(bob.userId(), alice.direct(bob), 1, 0, 1, 0);

        assertThat(recipients(trace(alice, message)))
                .containsExactly("{'userId':'" + bob.id() + "','inInbox':true,'delivered':false,'read':false}");
    }

    @Test
    void receiptsAndBlocksDecideWhatIsTold() {
        ApiUser alice = api.user();
        ApiUser bob = api.user();
        Event message = Talk.message(alice.direct(bob), 1, alice.userId(), "hello");
        api.tables().write(message);
        api.tables().writeMarks(bob.userId(), alice.direct(bob), 1, 1, 1, 1);
        String nothing = "{'userId':'" + bob.id() + "'}";

        bob.patch("/v1/me/settings", "{\"readReceipts\": false}");
        assertThat(recipients(trace(alice, message))).containsExactly(nothing);
        bob.patch("/v1/me/settings", "{\"readReceipts\": true}");
        assertThat(recipients(trace(alice, message))).isNotEqualTo(List.of(nothing));
        bob.put("/v1/blocks/" + alice.id());
        assertThat(recipients(trace(alice, message))).containsExactly(nothing);
        bob.delete("/v1/blocks/" + alice.id());
        alice.put("/v1/blocks/" + bob.id());
        assertThat(recipients(trace(alice, message))).containsExactly(nothing);
    }

    @Test
    void whatIsNotTheCallersLooksLikeWhatIsNotThere() {
        ApiUser alice = api.user();
        ApiUser bob = api.user();
        ApiUser carol = api.user();
        Event message = Talk.message(alice.direct(bob), 1, alice.userId(), "hello");
        api.tables().write(message);

        Response none = alice.get("/v1/messages/404/trace?conversation=" + message.conversation());
        assertThat(none.code()).isEqualTo("not_found");
        for (ApiUser other : List.of(bob, carol)) {
            assertThat(trace(other, message).text().replace(message.id().toString(), "404"))
                    .isEqualTo(none.text());
        }
        assertThat(alice.get("/v1/messages/" + message.id() + "/trace?conversation=g.404")
                        .code())
                .isEqualTo("not_found");
    }

    @Test
    void badRequestsAreRefused() {
        ApiUser alice = api.user();
        for (String path : List.of(
                "0/trace?conversation=g.1",
                "x/trace?conversation=g.1",
                "-1/trace?conversation=g.1",
                "9223372036854775808/trace?conversation=g.1",
                "1/trace",
                "1/trace?conversation=",
                "1/trace?conversation=g.0",
                "1/trace?conversation=d.2.1",
                "1/trace?conversation=g.1%27;drop")) {
            assertThat(alice.get("/v1/messages/" + path).code()).as(path).isEqualTo("invalid_request");
        }
        assertThat(api.nobody().get("/v1/messages/1/trace?conversation=g.1").code())
                .isEqualTo("unauthenticated");
    }

    @Test
    void operatorIsToldAllAndThatIsWrittenDown() {
        ApiUser operator = api.operator();
        ApiUser alice = api.user();
        ApiUser bob = api.user();
        Event message = Talk.message(alice.direct(bob), 1, alice.userId(), "hello");
        api.tables().write(message);
        api.tables().writeMarks(bob.userId(), alice.direct(bob), 1, 1, 0, 1);
        bob.patch("/v1/me/settings", "{\"readReceipts\": false}");
        String path = "/admin/v1/messages/" + message.id() + "/trace?conversation=" + message.conversation();

        Response trace = operator.get(path + "&reason=ticket%207");
        assertThat(trace.status()).isEqualTo(200);
        assertThat(trace.string("author")).isEqualTo(alice.id());
        assertThat(recipients(trace))
                .containsExactly(
                        "{'userId':'" + bob.id() + "','inInbox':true,'delivered':true,'read':true,'push':'none'}");
        assertThat(trace.text()).doesNotContain("hello");
        JsonNode act = operator.get("/admin/v1/acts?user=" + alice.id())
                .json()
                .path("acts")
                .get(0);
        assertThat(act.path("act").asString()).isEqualTo("trace");
        assertThat(act.path("reason").asString()).isEqualTo("ticket 7");

        assertThat(operator.get("/admin/v1/messages/404/trace?conversation=" + message.conversation())
                        .code())
                .isEqualTo("not_found");
        assertThat(operator.get("/admin/v1/messages/404/trace").code()).isEqualTo("invalid_request");
        assertThat(alice.get(path).code()).isEqualTo("token_invalid");
    }

    private static Response trace(ApiUser caller, Event message) {
        return caller.get("/v1/messages/" + message.id() + "/trace?conversation=" + message.conversation());
    }

    private static List<String> recipients(Response trace) {
        return trace.json()
                .path("recipients")
                .valueStream()
                .map(JsonNode::toString)
                .map(json -> json.replace('"', '\''))
                .toList();
    }
}
