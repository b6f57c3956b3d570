package dev.parley.api.admincluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.directory.ChatServer;
import dev.parley.contracts.directory.SlotOwner;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlotOwnershipTest {
    @Test
    void slotsOfTheDeadAndUnclaimedSlotsHaveNoOwner() {
        SlotOwnership now = SlotOwnership.of(
                Map.of("b", server("b"), "a", server("a")),
                Map.of(3, new SlotOwner("a", 1), 0, new SlotOwner("a", 2), 1, new SlotOwner("gone", 9)));
        assertThat(now.servers())
                .containsExactly(
                        new SlotOwnership.Share(server("a"), List.of(0, 3)),
                        new SlotOwnership.Share(server("b"), List.of()));
        assertThat(now.withoutOwner()).containsExactly(1, 2);
    }

    @Test
    void withoutServersNobodyKnowsHowManySlotsThereAre() {
        SlotOwnership now = SlotOwnership.of(Map.of(), Map.of(1, new SlotOwner("gone", 9)));
        assertThat(now.servers()).isEmpty();
        assertThat(now.withoutOwner()).isEmpty();
    }

    private static ChatServer server(String id) {
        return new ChatServer(id, URI.create("ws://x"), "x:1", "r", "", 4, 0, false);
    }
}
