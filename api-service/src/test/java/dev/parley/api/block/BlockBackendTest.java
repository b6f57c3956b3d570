package dev.parley.api.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.api.support.ApiUser;
import dev.parley.api.support.Response;
import dev.parley.api.support.RunningApi;
import dev.parley.contracts.event.BlockChange;
import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.id.UserId;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockBackendTest {
    private final RunningApi api = RunningApi.shared();

    @Test
    void blocksReachTheDirectConversationsLogOnceEach() {
        ApiUser alice = api.user();
        ApiUser bob = api.user();
        for (int i = 0; i < 2; i++) {
            assertThat(alice.put("/v1/blocks/" + bob.id()).status()).isEqualTo(204);
        }
        assertThat(bob.put("/v1/blocks/" + alice.id()).status()).isEqualTo(204);
        for (int i = 0; i < 2; i++) {
            assertThat(alice.delete("/v1/blocks/" + bob.id()).status()).isEqualTo(204);
        }
        alice.put("/v1/blocks/" + bob.id());

        assertThat(changesBy(alice, bob))
                .containsExactly(new BlockChange(true, 1), new BlockChange(false, 2), new BlockChange(true, 3));
        assertThat(changesBy(bob, alice)).containsExactly(new BlockChange(true, 1));
    }

    @Test
    void blocksAreListedByPage() {
        ApiUser alice = api.user();
        List<ApiUser> others = List.of(api.user(), api.user(), api.user());
        others.forEach(user -> alice.put("/v1/blocks/" + user.id()));

        Response first = alice.get("/v1/blocks?limit=2");
        assertThat(ApiUser.strings(first.json().path("users"), "userId"))
                .containsExactly(others.get(0).id(), others.get(1).id());
        assertThat(first.json().path("more").asBoolean()).isTrue();
        Response second = alice.get("/v1/blocks?limit=2&after=" + others.get(1).id());
        assertThat(ApiUser.strings(second.json().path("users"), "userId"))
                .containsExactly(others.get(2).id());
        assertThat(second.json().path("more").asBoolean()).isFalse();
    }

    @Test
    void nobodyBlocksThemselfOrNobody() {
        ApiUser alice = api.user();
        assertThat(alice.put("/v1/blocks/" + alice.id()).code()).isEqualTo("invalid_request");
        assertThat(alice.put("/v1/blocks/17").code()).isEqualTo("unknown_user");
        assertThat(alice.delete("/v1/blocks/17").code()).isEqualTo("unknown_user");
        assertThat(alice.put("/v1/blocks/x").code()).isEqualTo("invalid_request");
        assertThat(alice.get("/v1/blocks?limit=0").code()).isEqualTo("invalid_request");
    }

    private List<BlockChange> changesBy(ApiUser blocker, ApiUser blocked) {
        UserId author = blocker.userId();
        return api.log().entries(blocker.direct(blocked)).stream()
                .filter(entry -> entry.author().equals(author))
                .map(entry -> ((LogEntry.Block) entry).change())
                .toList();
    }
}
