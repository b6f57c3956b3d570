package dev.parley.systemtests.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.systemtests.chaos.Chaos;
import dev.parley.systemtests.process.Cluster;
import dev.parley.systemtests.process.Release;
import dev.parley.systemtests.trial.Verdict;
import dev.parley.testkit.engines.TestEngines;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The short form of `./parley upgrade`: what was released last and this build side by side, and back.
@Execution(ExecutionMode.SAME_THREAD)
class UpgradeSystemTest {
    private static final int CHAT_SERVERS = 2;
    private static final int PEOPLE = 20;
    private static final Duration SIDE_BY_SIDE = Duration.ofSeconds(10);

    @Test
    void nothingIsLostAndNobodyRefusedWhileTwoReleasesServeSideBySide(
            @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory) throws Exception {
        Release old = previous();
        Path binaries = TestEngines.separate(directory).binaries();
        try (Cluster cluster = Cluster.rolling(directory, binaries, CHAT_SERVERS, Chaos.SETTINGS, old)) {
            cluster.start(name -> {});
            Verdict verdict = new Upgrade(
                            cluster, old, Release.OWN, SIDE_BY_SIDE, line -> System.out.println("upgrade " + line))
                    .halfWayAndBack(PEOPLE);

            System.out.println("upgrade " + verdict.summary());
            assertThat(verdict.broken()).isEmpty();
        }
    }

    /// Where the history is cut off, the test is not for want of a promise.
    private static Release previous() {
        BuildRelease build = new BuildRelease(
                Path.of(System.getProperty("parley.root")), line -> System.out.println("upgrade " + line));
        try {
            return build.of(build.previous());
        } catch (NoReleaseException missing) {
            System.out.println("upgrade is skipped: " + missing.getMessage());
            return Assumptions.abort(String.valueOf(missing.getMessage()));
        }
    }
}
