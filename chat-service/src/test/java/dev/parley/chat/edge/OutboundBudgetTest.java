package dev.parley.chat.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboundBudgetTest {
    private static final long TOTAL = 256L << 20;

    private final OutboundBudget budget = new OutboundBudget(TOTAL);

    @Test
    void oneSlowReaderMayHaveASixteenthOfWhatIsFree() {
        assertThat(fill(1_000)).isBetween(TOTAL / 17 - 1_000, TOTAL / 17);
    }

    @Test
    void aThousandSlowReadersLeaveRoomForThoseThatRead() {
        // All grow alike, by a frame at a time, until each is refused.
        long[] held = new long[1_000];
        boolean grows = true;
        while (grows) {
            grows = false;
            for (int i = 0; i < held.length; i++) {
                if (budget.take(4_000, held[i])) {
                    held[i] += 4_000;
                    grows = true;
                }
            }
        }
        assertThat(budget.used()).isLessThanOrEqualTo(TOTAL - (3L << 20));
        assertThat(budget.take(700_000, 0))
                .as("the longest message for a client that reads")
                .isTrue();
        budget.giveBack(700_000);
        assertThat(budget.take(4_000, 100_000)).as("a client a little behind").isTrue();
    }

    @Test
    void thoseWithOneLargeFrameEachNeverTakeTheRoomOfSmallOnes() {
        for (int i = 0; i < 10_000; i++) {
            budget.take(3_400_000, 0);
        }
        assertThat(budget.used()).isGreaterThan(TOTAL - 4 * 3_400_000);
        assertThat(budget.take(3_400_000, 0)).isFalse();
        assertThat(budget.take(1_000_000, 0)).isTrue();
    }

    @Test
    void nothingIsLostOrGainedBetweenThreads() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 20_000; i++) {
                    if (budget.take(i, 0)) {
                        budget.giveBack(i);
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(budget.used()).isZero();
    }

    private long fill(long frame) {
        long held = 0;
        while (budget.take(frame, held)) {
            held += frame;
        }
        return held;
    }
}
