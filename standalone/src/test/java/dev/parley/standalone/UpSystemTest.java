package dev.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `up` and `down` as a person has them: processes in a checkout of their own.
class UpSystemTest {
    private static final Duration LONGEST_START = Duration.ofMinutes(3);

    @TempDir
    Path checkout;

    private final List<Process> started = new ArrayList<>();
    private int runs;

    @AfterEach
    void stopWhateverRuns() throws Exception {
        run("down");
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void startsOnceIsStoppedFromAfarAndSurvivesAKill() throws Exception {
        int base = freeBase();
        Process first = start("up", "--ports", Integer.toString(base));
        awaitReady(first);
        assertThat(output(first)).contains("kafka", "cassandra", "alice, bob, carol", "./parley chat alice");
        assertThat(logIn(base, "bob")).isTrue();

        Process second = run("up", "--ports", Integer.toString(base));
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(output(second)).contains("already runs as process " + first.pid());
        assertThat(run("status", "--ports", Integer.toString(base)).exitValue()).isZero();

        assertThat(output(run("down"))).contains("stopped");
        assertThat(first.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(pidFiles()).isEmpty();

        Process again = start("up", "--ports", Integer.toString(base));
        awaitReady(again);
        assertThat(output(again)).doesNotContain("the group Friends");
        assertThat(logIn(base, "carol")).isTrue();
        List<ProcessHandle> children = again.children().toList();
        assertThat(children).hasSize(4);
        again.destroyForcibly().waitFor();
        assertThat(children).allMatch(ProcessHandle::isAlive);
        assertThat(output(run("down"))).contains("stopped");
        assertThat(children).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void takenPortIsNamedAndNothingStarts() throws Exception {
        int base = freeBase();
        try (ServerSocket other = new ServerSocket(base + 2, 1, InetAddress.getByName("127.0.0.1"))) {
            Process up = run("up", "--ports", Integer.toString(base));
            assertThat(up.exitValue()).isEqualTo(1);
            assertThat(output(up)).contains("api service cannot start: port " + other.getLocalPort());
        }
        assertThat(output(run("down"))).contains("does not run here");
    }

    private Process run(String... words) throws Exception {
        Process process = start(words);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return process;
    }

    private Process start(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "-Dparley.root=" + checkout,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Files.createFile(outputFile(++runs)).toFile())
                .redirectInput(new File("/dev/null"))
                .start();
        started.add(process);
        return process;
    }

    private Path outputFile(int run) {
        return checkout.resolve("output-" + run);
    }

    private String output(Process process) throws IOException {
        return Files.readString(outputFile(started.indexOf(process) + 1));
    }

    private void awaitReady(Process process) {
        Awaitility.await().atMost(LONGEST_START).until(() -> {
            assertThat(process.isAlive()).as(output(process)).isTrue();
            return output(process).lines().anyMatch(line -> line.startsWith("ready"));
        });
    }

    private static boolean logIn(int base, String name) {
        return new RestCalls(URI.create("http://localhost:" + base))
                .post("/v1/auth/login", Map.of("name", name, "password", "parley-" + name), Optional.empty())
                .isOk();
    }

    private List<Path> pidFiles() throws IOException {
        try (Stream<Path> files = Files.list(checkout.resolve(".parley/up/run"))) {
            return files.filter(file -> file.toString().endsWith(".pid")).toList();
        }
    }

    /// The first of sixteen ports in a row that nobody has at this moment.
    private static int freeBase() {
        for (int base = 20_000; base < 60_000; base += 16) {
            if (areFree(base)) {
                return base;
            }
        }
        throw new IllegalStateException("No sixteen free ports in a row");
    }

    private static boolean areFree(int base) {
        for (int port = base; port < base + 16; port++) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
                assertThat(socket.isBound()).isTrue();
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }
}
