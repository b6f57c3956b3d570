package dev.parley.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {
    @TempDir
    Path directory;

    @Test
    void takenPortIsNamedWithItsEngine() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> child().claim(List.of(other.getLocalPort())))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("redis cannot start: port " + other.getLocalPort() + " ")
                    .hasMessageContaining("--ports");
        }
    }

    @Test
    void childIsRecordedWhileItRunsAndForgottenWhenItStopped() {
        Child child = child();
        child.start(List.of("sleep", "300"), Map.of(), "TERM", () -> true);
        PidFile.Entry entry = pidFile().read().orElseThrow();
        assertThat(entry.process().process()).isPresent();
        assertThat(child.isRunning()).isTrue();
        child.stop("TERM");
        assertThat(entry.process().process()).isEmpty();
        assertThat(pidFile().read()).isEmpty();
    }

    @Test
    void childThatEndsWhileStartingIsReportedWithItsLog() {
        assertThatThrownBy(
                        () -> child().start(List.of("sh", "-c", "echo no disk; exit 3"), Map.of(), "TERM", () -> false))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("exit code 3")
                .hasMessageContaining("no disk");
        assertThat(pidFile().read()).isEmpty();
    }

    @Test
    void childOfAKilledRunIsEndedByTheNext() {
        child().start(List.of("sleep", "300"), Map.of(), "TERM", () -> true);
        ProcessMark left = pidFile().read().orElseThrow().process();
        child().claim(List.of());
        assertThat(left.process()).isEmpty();
    }

    @Test
    void directoryBelongsToOneAtATime() {
        try (DirectoryLock lock = DirectoryLock.take(directory)) {
            assertThat(lock).isNotNull();
            assertThat(DirectoryLock.owner(directory))
                    .contains(ProcessHandle.current().pid());
            assertThatThrownBy(() -> DirectoryLock.take(directory))
                    .hasMessageContaining("Already running")
                    .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
            assertThatThrownBy(() -> DirectoryLock.erase(directory)).hasMessageContaining("Already running");
            assertThat(directory).exists();
        }
        assertThat(DirectoryLock.owner(directory)).isEmpty();
        DirectoryLock.erase(directory);
        assertThat(Files.exists(directory.resolve("run"))).isFalse();
    }

    private Child child() {
        return new Child("redis", EnginesSettings.of(directory, EnginePorts.DEFAULT));
    }

    private PidFile pidFile() {
        return RunFolder.pidFile(directory, "redis");
    }
}
