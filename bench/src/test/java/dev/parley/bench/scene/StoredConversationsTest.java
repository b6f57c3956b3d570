package dev.parley.bench.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoredConversationsTest {
    @Test
    void noBatchReachesIntoAnotherPartition() {
        List<Integer> opened = new ArrayList<>();
        for (int from = 1; from < 20_000; from = StoredConversations.endOfBatch(from)) {
            int last = StoredConversations.endOfBatch(from) - 1;
            assertThat(last).isBetween(from, from + 99);
            assertThat(StoredConversations.bucket(last)).isEqualTo(StoredConversations.bucket(from));
            if (from % StoredConversations.BUCKET == 0) {
                opened.add(from);
            }
        }
        // Each partition begins with a batch, which writes its tail.
        assertThat(opened).containsExactly(4_096, 8_192, 12_288, 16_384);
    }
}
