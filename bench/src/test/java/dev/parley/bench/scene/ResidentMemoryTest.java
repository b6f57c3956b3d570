package dev.parley.bench.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.systemtests.process.OneProcess;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResidentMemoryTest {
    private static final String ROLLUP = """
        00010000-7fff0000 ---p 00000000 00:00 0    [rollup]
        Rss:                2048 kB
        Pss:                1024 kB
        Pss_Dirty:             7 kB
        """;

    @Test
    void fieldsAreFoundByTheirWholeName() {
        assertThat(ResidentMemory.bytes(ROLLUP, "Rss")).isEqualTo(2 << 20);
        assertThat(ResidentMemory.bytes(ROLLUP, "Pss")).isEqualTo(1 << 20);
        assertThatThrownBy(() -> ResidentMemory.bytes("", "Rss")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void processesOfOneNameAreCountedTogetherAndSharedPagesOnce() {
        OneProcess self = new OneProcess("self", ProcessHandle.current());
        ResidentMemory once = ResidentMemory.of(List.of(self));
        ResidentMemory twice = ResidentMemory.of(List.of(self, self));

        assertThat(twice.rssBytes()).containsOnlyKeys("self");
        assertThat(twice.totalRssBytes()).isGreaterThan(once.totalRssBytes() * 3 / 2);
        assertThat(once.pssBytes()).isPositive().isLessThanOrEqualTo(once.totalRssBytes());
    }
}
