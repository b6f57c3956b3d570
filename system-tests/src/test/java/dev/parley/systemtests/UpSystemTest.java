package dev.parley.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.systemtests.people.Rest;
import dev.parley.systemtests.process.RunningParley;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// `up` and `down` as a person has them: processes in a checkout of their own.
@Execution(ExecutionMode.SAME_THREAD)
class UpSystemTest {
    static final String RECORDING = "up";

    private RunningParley parley;

    @BeforeEach
    void prepare(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path checkout) {
        parley = new RunningParley(checkout, RECORDING);
    }

    @AfterEach
    void stopWhateverRuns() {
        parley.close();
    }

    @Test
    void startsOnceIsStoppedFromAfarAndSurvivesAKill() throws Exception {
        Process first = parley.startUp();
        parley.awaitReady(first);
        assertThat(parley.output(first)).contains("kafka", "cassandra", "alice, bob, carol", "./parley chat alice");
        assertThat(isLetIn("bob")).isTrue();

        String base = Integer.toString(parley.base());
        Process second = parley.run("up", "--ports", base);
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(parley.output(second)).contains("already runs as process " + first.pid());
        assertThat(parley.run("status", "--ports", base).exitValue()).isZero();

        assertThat(parley.output(parley.run("down"))).contains("stopped");
        assertThat(first.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(parley.pidFiles()).isEmpty();

        Process again = parley.startUp();
        parley.awaitReady(again);
        assertThat(parley.output(again)).doesNotContain("the group Friends");
        assertThat(isLetIn("carol")).isTrue();
        List<ProcessHandle> children = again.children().toList();
        assertThat(children).hasSize(4);
        again.destroyForcibly().waitFor();
        assertThat(children).allMatch(ProcessHandle::isAlive);
        assertThat(parley.output(parley.run("down"))).contains("stopped");
        assertThat(children).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void takenPortIsNamedAndNothingStarts() throws Exception {
        int taken = parley.base() + 2;
        try (ServerSocket other = new ServerSocket(taken, 1, InetAddress.getByName("127.0.0.1"))) {
            Process up = parley.run("up", "--ports", Integer.toString(parley.base()));
            assertThat(up.exitValue()).isEqualTo(1);
            assertThat(parley.output(up)).contains("api service cannot start: port " + other.getLocalPort());
        }
        assertThat(parley.output(parley.run("down"))).contains("does not run here");
    }

    private boolean isLetIn(String name) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return new Rest(http, parley.url()).login(name, "parley-" + name).status() == 200;
        }
    }
}
