package dev.parley.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimerSlackTest {
    @Test
    void everyThreadHasIt() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        try {
            Path slack = Path.of("/proc", Long.toString(process.pid()), "timerslack_ns");
            assumeTrue(Files.isWritable(slack), "Linux with timer slack only");

            TimerSlack.widen(process.toHandle(), Duration.ofMillis(1));

            assertThat(Files.readString(slack).strip()).isEqualTo("1000000");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void processThatIsGoneIsNoTrouble() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        TimerSlack.widen(process.toHandle(), Duration.ofMillis(1));
        assertThat(process.isAlive()).isFalse();
    }
}
