package dev.parley.api.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MemoryAttemptStoreTest extends AttemptStoreContract {
    private final ManualTicker ticker = new ManualTicker();
    private final MemoryAttemptStore store = new MemoryAttemptStore(ticker);

    @Override
    AttemptStore store() {
        return store;
    }

    @Override
    void pass(Duration time) {
        ticker.advance(time);
    }

    @Test
    void forgetsTheOldestWindowRatherThanGrow() {
        Duration window = Duration.ofMinutes(1);
        store.count("first", window);
        for (int i = 0; i < MemoryAttemptStore.MAX_WINDOWS; i++) {
            store.count("key" + i, window);
        }
        assertThat(store.count("first", window).attempts()).isEqualTo(1);
        assertThat(store.count("key" + (MemoryAttemptStore.MAX_WINDOWS - 1), window)
                        .attempts())
                .isEqualTo(2);
    }
}
