package dev.parley.systemtests.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.standalone.Main;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// `./parley` in a checkout of its own: its verbs as processes, and in the end all of them gone.
public final class RunningParley implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofMinutes(3);

    private final Path checkout;
    private final Map<String, String> environment;
    private final int base = FreePorts.base();
    private final List<Process> started = new ArrayList<>();

    /// Nothing runs yet.
    public RunningParley(Path checkout) {
        this(checkout, Map.of());
    }

    private RunningParley(Path checkout, Map<String, String> environment) {
        this.checkout = checkout;
        this.environment = environment;
    }

    /// Everything runs.
    public static RunningParley up(Path checkout) {
        return up(checkout, Map.of());
    }

    /// Everything runs, with further settings that services read from the environment.
    public static RunningParley up(Path checkout, Map<String, String> environment) {
        RunningParley parley = new RunningParley(checkout, environment);
        try {
            parley.awaitReady(parley.startUp());
            return parley;
        } catch (RuntimeException | AssertionError notReady) {
            parley.close();
            throw notReady;
        }
    }

    /// The first of sixteen ports in a row that are its own.
    public int base() {
        return base;
    }

    /// The public address.
    public URI url() {
        return URI.create("http://localhost:" + base);
    }

    public Process startUp() {
        return start("up", "--ports", Integer.toString(base));
    }

    /// Runs a verb to its end.
    public Process run(String... words) {
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
        File output = outputFile(started.size() + 1).toFile();
        Process process =
                JavaProcess.start("1g", checkout, environment, List.of(), Main.class.getName(), List.of(words), output);
        started.add(process);
        return process;
    }

    private Path outputFile(int run) {
        return checkout.resolve("output-" + run);
    }

    /// What a process has written to its terminal so far.
    public String output(Process process) {
        return read(outputFile(started.indexOf(process) + 1));
    }

    public void awaitReady(Process up) {
        Awaitility.await().atMost(LONGEST_START).until(() -> {
            assertThat(up.isAlive()).as(() -> output(up)).isTrue();
            return output(up).lines().anyMatch(line -> line.startsWith("ready"));
        });
    }

    /// The process of `postgres`, `redis`, `kafka` or `cassandra` that runs now.
    public OneProcess engine(String name) {
        long pid =
                Long.parseLong(read(runFolder().resolve(name + ".pid")).strip().split(" ")[0]);
        return new OneProcess(name, ProcessHandle.of(pid).orElseThrow());
    }

    /// Kills an engine and waits until it has been started again and answers.
    public void killAndAwaitRestart(String name) {
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

    public List<Path> pidFiles() {
        try (Stream<Path> files = Files.list(runFolder())) {
            return files.filter(file -> file.toString().endsWith(".pid")).toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What the services have logged with these words.
    public List<String> logLines(String words) {
        return read(checkout.resolve(".parley/up/log/parley.log"))
                .lines()
                .filter(line -> line.contains(words))
                .toList();
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
}
