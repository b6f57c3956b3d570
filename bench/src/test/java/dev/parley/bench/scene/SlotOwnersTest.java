package dev.parley.bench.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SlotOwnersTest {
    @Test
    void ownersAreReadWithoutTheirGeneration() {
        assertThat(SlotOwners.read(Map.of("0", "7 chat-1", "1", "8 chat-2")))
                .isEqualTo(Map.of(0, "chat-1", 1, "chat-2"));
        assertThatThrownBy(() -> SlotOwners.read(Map.of("0", "nobody"))).isInstanceOf(IllegalStateException.class);
    }
}
