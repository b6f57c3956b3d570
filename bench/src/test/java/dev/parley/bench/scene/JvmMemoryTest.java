package dev.parley.bench.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import org.junit.jupiter.api.Test;

class JvmMemoryTest {
    private static final int KEPT = 32 << 20;

    @Test
    void whatIsKeptIsAlive() {
        JvmMemory before = JvmMemory.of(ProcessHandle.current());
        byte[] kept = new byte[KEPT];
        JvmMemory after = JvmMemory.of(ProcessHandle.current());
        Reference.reachabilityFence(kept);
        assertThat(after.aliveBytes() - before.aliveBytes()).isBetween(KEPT - (4L << 20), KEPT + (4L << 20));
    }
}
