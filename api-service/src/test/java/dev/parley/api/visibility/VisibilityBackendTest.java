package dev.parley.api.visibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.api.support.ApiUser;
import dev.parley.api.support.RunningApi;
import dev.parley.contracts.event.Glance;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.record.PresenceMessages;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class VisibilityBackendTest {
    private final RunningApi api = RunningApi.shared();

    private HttpResponse<byte[]> ask(byte[] body) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(api.uri(PresenceMessages.VISIBILITY_PATH))
                            .header("authorization", "Bearer " + api.service().accessToken())
                            .header("content-type", "application/octet-stream")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private List<Boolean> see(Glance... glances) throws Exception {
        return PresenceMessages.decodeVisible(
                ask(PresenceMessages.encodeGlances(List.of(glances))).body());
    }

    private static Glance glance(ApiUser viewer, ApiUser seen) {
        return new Glance(viewer.userId(), seen.userId());
    }

    @Test
    void settingsBlocksGroupsAndConversationsDecide() throws Exception {
        ApiUser alice = api.user();
        ApiUser bob = api.user();
        ApiUser carol = api.user();
        ApiUser dave = api.user();
        Glance unknown = new Glance(alice.userId(), new UserId(5));
        assertThat(see(glance(alice, bob), unknown, glance(bob, bob))).containsExactly(true, false, true);

        bob.patch("/v1/me/settings", "{\"lastSeenVisibility\": \"contacts\"}");
        bob.createGroup("Lunch", carol);
        api.tables().writeHead(bob.userId(), bob.direct(dave), 1, 1, 0, 0, 0, 1);
        assertThat(see(glance(alice, bob), glance(carol, bob), glance(dave, bob)))
                .containsExactly(false, true, true);

        bob.put("/v1/blocks/" + carol.id());
        assertThat(see(glance(carol, bob), glance(bob, carol))).containsExactly(false, true);
        bob.delete("/v1/blocks/" + carol.id());
        assertThat(see(glance(carol, bob))).containsExactly(true);

        bob.patch("/v1/me/settings", "{\"invisible\": true}");
        assertThat(see(glance(carol, bob), glance(dave, bob), glance(bob, bob))).containsExactly(false, false, true);
        bob.patch("/v1/me/settings", "{\"invisible\": false, \"lastSeenVisibility\": \"nobody\"}");
        assertThat(see(glance(carol, bob), glance(bob, bob))).containsExactly(false, true);
    }

    @Test
    void whatIsNoQuestionIsRefused() throws Exception {
        assertThat(ask(new byte[] {(byte) 0xff, 1}).statusCode()).isEqualTo(400);
    }
}
