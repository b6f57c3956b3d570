package dev.parley.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.standalone.Main;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// `./parley` in a checkout of its own: its verbs as processes, and in the end all of them gone.
final class RunningParley implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final int FIRST_PORT = 20_000;
    private static final int PORTS = 16;
    private static final int PORT_RANGES = 2_000;

    private final Path checkout;
    private final int base = freeBase();
    private final List<Process> started = new ArrayList<>();

    /// Nothing runs yet.
    RunningParley(Path checkout) {
        this.checkout = checkout;
    }

    /// Everything runs.
    static RunningParley up(Path checkout) {
        RunningParley parley = new RunningParley(checkout);
        try {
            parley.awaitReady(parley.startUp());
            return parley;
        } catch (RuntimeException | AssertionError notReady) {
            parley.close();
            throw notReady;
        }
    }

    /// The first of sixteen ports in a row that are its own.
    int base() {
        return base;
    }

    /// The public address.
    URI url() {
        return URI.create("http://localhost:" + base);
    }

    Process startUp() {
        return start("up", "--ports", Integer.toString(base));
    }

    /// Runs a verb to its end.
    Process run(String... words) {
        Process process = start(words);
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return process;
    }

    private Process start(String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseCompactObjectHeaders",
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dparley.root=" + checkout,
                "-cp",
                productClassPath(),
                Main.class.getName()));
        command.addAll(List.of(words));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(
                            Files.createFile(outputFile(started.size() + 1)).toFile())
                    .redirectInput(new File("/dev/null"))
                    .start();
            started.add(process);
            return process;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Without the settings of these tests.
    private static String productClassPath() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator))
                .filter(path -> !path.contains("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private Path outputFile(int run) {
        return checkout.resolve("output-" + run);
    }

    /// What a process has written to its terminal so far.
    String output(Process process) {
        return read(outputFile(started.indexOf(process) + 1));
    }

    void awaitReady(Process up) {
        Awaitility.await().atMost(LONGEST_START).until(() -> {
            assertThat(up.isAlive()).as(() -> output(up)).isTrue();
            return output(up).lines().anyMatch(line -> line.startsWith("ready"));
        });
    }

    /// The process of `postgres`, `redis`, `kafka` or `cassandra` that runs now.
    EngineProcess engine(String name) {
        long pid =
                Long.parseLong(read(runFolder().resolve(name + ".pid")).strip().split(" ")[0]);
        return new EngineProcess(name, ProcessHandle.of(pid).orElseThrow());
    }

    /// Kills an engine and waits until it has been started again and answers.
    void killAndAwaitRestart(String name) {
        long before = restarts(name);
        engine(name).kill();
        Awaitility.await().atMost(LONGEST_START).until(() -> restarts(name) > before);
    }

    private long restarts(String name) {
        return started.stream()
                .flatMap(process -> output(process).lines())
                .filter(line -> line.contains(name + " had stopped by itself and runs again"))
                .count();
    }

    List<Path> pidFiles() {
        try (Stream<Path> files = Files.list(runFolder())) {
            return files.filter(file -> file.toString().endsWith(".pid")).toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path runFolder() {
        return checkout.resolve(".parley/up/run");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            run("down");
        } finally {
            started.forEach(Process::destroyForcibly);
        }
    }

    /// Different processes begin to look at different places.
    private static int freeBase() {
        long first = ProcessHandle.current().pid();
        for (int i = 0; i < PORT_RANGES; i++) {
            int candidate = FIRST_PORT + (int) ((first + i) % PORT_RANGES) * PORTS;
            if (areFree(candidate)) {
                return candidate;
            }
        }
        throw new IllegalStateException("No sixteen free ports in a row");
    }

    private static boolean areFree(int base) {
        for (int port = base; port < base + PORTS; port++) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
                assertThat(socket.isBound()).isTrue();
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }
}
