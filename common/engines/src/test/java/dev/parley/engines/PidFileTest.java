package dev.parley.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {
    @TempDir
    Path directory;

    private Process sleeper;

    @BeforeEach
    void startSomething() throws Exception {
        sleeper = new ProcessBuilder("sleep", "300").start();
    }

    @AfterEach
    void endIt() {
        sleeper.destroyForcibly();
    }

    @Test
    void whatWasWrittenIsRead() {
        PidFile.Entry entry = new PidFile.Entry(mark(), "INT");
        file().write(entry);
        assertThat(file().read()).contains(entry);
    }

    @Test
    void leftoverIsEndedAndForgotten() throws Exception {
        file().write(new PidFile.Entry(mark(), "TERM"));
        assertThat(file().endLeftover(Termination.PATIENCE)).isTrue();
        assertThat(sleeper.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(file().read()).isEmpty();
    }

    @Test
    void leftoverIsEndedBySignalsOtherThanTerm() throws Exception {
        file().write(new PidFile.Entry(mark(), "INT"));
        assertThat(file().endLeftover(Termination.PATIENCE)).isTrue();
        assertThat(sleeper.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void pidThatTheSystemUsedAgainIsLeftAlone() {
        file().write(new PidFile.Entry(new ProcessMark(sleeper.pid(), "another-boot/1"), "TERM"));
        assertThat(file().endLeftover(Termination.PATIENCE)).isFalse();
        assertThat(sleeper.isAlive()).isTrue();
        assertThat(file().read()).isEmpty();
    }

    @Test
    void damagedFileEndsNothing() throws Exception {
        Path path = Files.createDirectories(directory.resolve("run")).resolve("x.pid");
        for (String text : new String[] {"", "abc def TERM", sleeper.pid() + "", "-1 x TERM"}) {
            Files.writeString(path, text);
            assertThat(file().endLeftover(Termination.PATIENCE)).isFalse();
        }
        assertThat(sleeper.isAlive()).isTrue();
    }

    @Test
    void leftoversAreEndedByNameExceptTheOwner() throws Exception {
        file().write(new PidFile.Entry(mark(), "TERM"));
        PidFile owner = RunFolder.pidFile(directory, DirectoryLock.NAME);
        PidFile.Entry self =
                new PidFile.Entry(ProcessMark.of(ProcessHandle.current()).orElseThrow(), "TERM");
        owner.write(self);
        assertThat(RunFolder.endLeftovers(directory)).containsExactly("x");
        assertThat(owner.read()).contains(self);
    }

    private ProcessMark mark() {
        return ProcessMark.of(sleeper.pid()).orElseThrow();
    }

    private PidFile file() {
        return RunFolder.pidFile(directory, "x");
    }
}
