package dev.parley.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class IdsTest {
    @Test
    void idsThatDoNotRiseAreCounted() {
        AtomicLong taken = new AtomicLong();
        assertThat(Ids.take(taken::incrementAndGet, 2, 1_000).wrong()).isZero();
        assertThat(taken).hasValue(2_000);

        assertThat(Ids.take(() -> 7, 1, 1_000).wrong()).isEqualTo(999);
    }
}
