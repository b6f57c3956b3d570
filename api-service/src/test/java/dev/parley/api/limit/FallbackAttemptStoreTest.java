package dev.parley.api.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FallbackAttemptStoreTest {
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final ManualTicker ticker = new ManualTicker();
    private final Breakable shared = new Breakable(new MemoryAttemptStore(ticker));
    private final FallbackAttemptStore store = new FallbackAttemptStore(shared, new MemoryAttemptStore(ticker), ticker);

    @Test
    void countsInMemoryWhileTheSharedStoreIsAwayAndReturnsToIt() {
        assertThat(store.count("a", WINDOW).attempts()).isEqualTo(1);
        shared.broken = true;
        assertThat(store.count("a", WINDOW).attempts()).isEqualTo(1);
        assertThat(store.count("a", WINDOW).attempts()).isEqualTo(2);
        assertThat(store.inMemory()).isTrue();

        shared.broken = false;
        ticker.advance(FallbackAttemptStore.PAUSE);
        assertThat(store.count("a", WINDOW).attempts()).isEqualTo(2);
        assertThat(store.inMemory()).isFalse();
    }

    @Test
    void brokenStoreIsAskedOnlyNowAndThen() {
        shared.broken = true;
        for (int i = 0; i < 10; i++) {
            store.count("a", WINDOW);
            store.uncount("a");
        }
        assertThat(shared.asked).isEqualTo(1);
        ticker.advance(FallbackAttemptStore.PAUSE);
        store.uncount("a");
        assertThat(shared.asked).isEqualTo(2);
    }

    private static final class Breakable implements AttemptStore {
        private final AttemptStore store;
        private boolean broken;
        private int asked;

        Breakable(AttemptStore store) {
            this.store = store;
        }

        @Override
        public Tally count(String key, Duration window) {
            check();
            return store.count(key, window);
        }

        @Override
        public void uncount(String key) {
            check();
            store.uncount(key);
        }

        private void check() {
            asked++;
            if (broken) {
                throw new AttemptStoreException(null);
            }
        }
    }
}
