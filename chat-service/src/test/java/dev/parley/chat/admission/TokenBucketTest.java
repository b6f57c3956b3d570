package dev.parley.chat.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = Long.MAX_VALUE - SECOND; // elapsed time may wrap around

    @Test
    void aBurstPassesAndThenTheRate() {
        TokenBucket bucket = new TokenBucket(new TokenBucket.Size(20, 100), START);
        for (int i = 0; i < 100; i++) {
            assertThat(bucket.take(START)).isZero();
        }
        assertThat(bucket.take(START)).isEqualTo(SECOND / 20);
        assertThat(bucket.take(START + SECOND / 20 - 1)).isEqualTo(1);
        assertThat(bucket.take(START + SECOND / 20)).isZero();
        assertThat(bucket.take(START + SECOND / 20)).isPositive();
    }

    @Test
    void severalAtOnceAreWaitedForTogether() {
        TokenBucket bucket = new TokenBucket(new TokenBucket.Size(20, 100), START);
        assertThat(bucket.take(START, 60)).isZero();
        assertThat(bucket.take(START, 41)).isEqualTo(SECOND / 20);
        assertThat(bucket.take(START, 40)).isZero();
        assertThat(bucket.take(START, 5)).isEqualTo(5 * SECOND / 20);
        assertThat(bucket.take(START + 5 * SECOND / 20, 5)).isZero();
    }

    @Test
    void aFullBucketSufficesForMoreThanItHolds() {
        TokenBucket bucket = new TokenBucket(new TokenBucket.Size(20, 100), START);
        assertThat(bucket.take(START, Long.MAX_VALUE)).isZero();
        assertThat(bucket.take(START)).isEqualTo(SECOND / 20);
        assertThat(bucket.take(START, Long.MAX_VALUE)).isEqualTo(5 * SECOND);
    }

    @Test
    void waitingAsLongAsItSaysIsEnough() {
        Random random = new Random(20_260_103L);
        TokenBucket bucket = new TokenBucket(new TokenBucket.Size(7, 3), 0);
        long now = 0;
        for (int i = 0; i < 10_000; i++) {
            now += random.nextLong(SECOND / 5);
            long wait = bucket.take(now);
            if (wait > 0) {
                assertThat(bucket.take(now + wait)).isZero();
                now += wait;
            }
        }
    }

    @Test
    void whatIsBorrowedIsWaitedForInFull() {
        TokenBucket bucket = new TokenBucket(new TokenBucket.Size(20, 100), START);
        for (int i = 0; i < 100; i++) {
            assertThat(bucket.borrow(START)).isZero();
        }
        for (int i = 1; i <= 1_000; i++) {
            assertThat(bucket.borrow(START)).isEqualTo(i * SECOND / 20);
        }
        long later = START;
        later += 50 * SECOND;
        assertThat(bucket.debtNanos(later - 1)).isEqualTo(1);
        assertThat(bucket.debtNanos(later)).isZero();
        assertThat(bucket.take(later)).isPositive();
    }

    @Test
    void aPauseFillsItUpToTheBurstAndNoFurther() {
        TokenBucket bucket = new TokenBucket(new TokenBucket.Size(10, 5), START);
        long later = START;
        later += 1_000 * SECOND;
        for (int i = 0; i < 5; i++) {
            assertThat(bucket.take(later)).isZero();
        }
        assertThat(bucket.take(later)).isPositive();
    }

    @Test
    void ofManyThreadsOnlyTheBurstGetsThrough() throws InterruptedException {
        TokenBucket bucket = new TokenBucket(new TokenBucket.Size(1, 1_000), START);
        AtomicInteger taken = new AtomicInteger();
        Thread[] threads = new Thread[8];
        for (int t = 0; t < threads.length; t++) {
            threads[t] = Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 1_000; i++) {
                    if (bucket.take(START) == 0) {
                        taken.incrementAndGet();
                    }
                }
            });
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(taken).hasValue(1_000);
    }

    @Test
    void aRateOrBurstOfNothingIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TokenBucket.Size(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new TokenBucket.Size(1, 0));
    }
}
