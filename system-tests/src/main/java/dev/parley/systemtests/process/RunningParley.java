package dev.parley.systemtests.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.parley.engines.EnginePorts;
import dev.parley.kit.cassandra.CassandraSettings;
import dev.parley.kit.cassandra.CassandraWiring;
import dev.parley.standalone.Main;
import dev.parley.systemtests.traffic.Recordings;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// `./parley` in a checkout of its own: its verbs as processes, and in the end all of them gone.
public final class RunningParley implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofMinutes(3);

    /// From the base on; one of them speaks WebSocket only.
    private static final int SERVICE_PORTS = 8;

    private static final int CHAT_SOCKETS = 4;
    private static final int FIRST_ENGINE = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// Canaries, an audit that does not let a test wait, and push services that run here. In the environment, since
    /// each is read by one service and a property that some service does not read stops that one.
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "PARLEY_CHAT_CANARY_ENABLED", "true",
            "PARLEY_CHAT_CANARY_EVERY", "1s",
            "PARLEY_CHAT_AUDIT_ROUNDEVERY", "5s",
            "PARLEY_CHAT_AUDIT_AGAIN", "5s",
            "PARLEY_PUSH_WEBPUSH_ALLOWLOCAL", "true");

    private final Path checkout;
    private final List<String> options;
    private final int base = FreePorts.base();
    private final List<Process> started = new CopyOnWriteArrayList<>();

    /// Nothing runs yet.
    ///
    /// @param recording the name under which [Recordings] has what passes its door
    public RunningParley(Path checkout, String recording) {
        this.checkout = checkout;
        this.options = Recordings.options(recording);
    }

    /// Everything runs.
    ///
    /// @param recording the name under which [Recordings] has what passes its door
    public static RunningParley up(Path checkout, String recording) {
        RunningParley parley = new RunningParley(checkout, recording);
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

    /// What all services that run say at `/actuator/prometheus`.
    public List<String> metrics() {
        try (HttpClient http = HttpClient.newHttpClient()) {
            List<String> lines = new ArrayList<>();
            for (int port = base; port < base + SERVICE_PORTS; port++) {
                if (port != base + CHAT_SOCKETS) {
                    URI address = URI.create("http://localhost:" + port + "/actuator/prometheus");
                    http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofLines())
                            .body()
                            .forEach(lines::add);
                }
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The keys with which its services call each other.
    public Path serviceKeys() {
        return runFolder().resolveSibling("services.keys");
    }

    /// Does by hand to Cassandra what no service does.
    public void cql(String statement) {
        CassandraSettings settings = new CassandraSettings(
                List.of("localhost:"
                        + EnginePorts.startingAt(base + FIRST_ENGINE).cassandra()),
                "datacenter1",
                "parley",
                PATIENCE,
                "",
                "");
        try (CqlSession session = CassandraWiring.open(settings)) {
            session.execute(statement);
        }
    }

    public Process startUp() {
        return start(Main.class, options, List.of("up", "--ports", Integer.toString(base)));
    }

    /// Runs a verb to its end.
    public Process run(String... words) {
        return ended(start(Main.class, List.of(), List.of(words)));
    }

    private static Process ended(Process process) {
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return process;
    }

    /// Runs `./parley admin` to its end, against what runs here.
    public Process admin(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--server", "http://localhost:" + (base + 2)));
        return ended(start(dev.parley.standalone.admin.Main.class, List.of(), all));
    }

    private synchronized Process start(Class<?> main, List<String> options, List<String> words) {
        File output = outputFile(started.size() + 1).toFile();
        Process process =
                JavaProcess.start("1g", checkout, ENVIRONMENT, options, Release.OWN, main.getName(), words, output);
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
