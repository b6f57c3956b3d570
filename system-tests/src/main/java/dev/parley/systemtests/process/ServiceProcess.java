package dev.parley.systemtests.process;

import dev.parley.standalone.ServiceMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// One service as a process that is killed, frozen and started again. Not safe for several threads.
public final class ServiceProcess {
    private static final Duration LONGEST_START = Duration.ofMinutes(4);
    private static final Duration LONGEST_STOP = Duration.ofMinutes(2);

    private final String name;
    private final Path directory;
    private final List<String> options;
    private final List<String> words;
    private volatile Release release;
    private @Nullable Process process;
    private int starts;

    /// @param name unlike that of any other
    /// @param directory for its output and its log
    /// @param options of the JVM
    /// @param words as [ServiceMain] takes them
    /// @param release whose classes it runs
    ServiceProcess(String name, Path directory, List<String> options, List<String> words, Release release) {
        this.name = name;
        this.directory = directory;
        this.options = List.copyOf(options);
        this.words = List.copyOf(words);
        this.release = release;
    }

    public String name() {
        return name;
    }

    public Release release() {
        return release;
    }

    /// From its next start on.
    public void use(Release next) {
        release = next;
    }

    /// Starts it; returns at once.
    public void begin() {
        starts++;
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = JavaProcess.start(
                "384m", directory, Map.of(), options, release, ServiceMain.class.getName(), words, output().toFile());
    }

    /// Returns once it serves.
    ///
    /// @throws AssertionError if it ends instead, or takes too long
    public void awaitReady() {
        Process current = running();
        Awaitility.await(name).atMost(LONGEST_START).until(() -> {
            if (!current.isAlive()) {
                throw new AssertionError(name + " did not start:\n" + read());
            }
            return read().lines().anyMatch("ready"::equals);
        });
    }

    public void start() {
        begin();
        awaitReady();
    }

    /// Its run of now.
    public OneProcess now() {
        return new OneProcess(name, running().toHandle());
    }

    /// Its run of now, if there is one.
    public Optional<OneProcess> ifRuns() {
        Process current = process;
        return current != null && current.isAlive()
                ? Optional.of(new OneProcess(name, current.toHandle()))
                : Optional.empty();
    }

    /// SIGTERM; returns when it is gone.
    ///
    /// @return how long that took
    public Duration stop() {
        long before = System.nanoTime();
        Process current = running();
        current.destroy();
        try {
            if (!current.waitFor(LONGEST_STOP)) {
                throw new AssertionError(name + " does not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return Duration.ofNanos(System.nanoTime() - before);
    }

    /// What its last run wrote to its terminal.
    public String read() {
        try {
            return Files.readString(output());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What all its runs logged.
    public Stream<String> log() {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory.resolve(".parley/up/log"))) {
            for (Path file : files.sorted().toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines.stream();
    }

    private Path output() {
        return directory.resolve("output-" + starts);
    }

    private Process running() {
        return Objects.requireNonNull(process, () -> name + " was never started");
    }

    void destroy() {
        Process current = process;
        if (current != null) {
            current.destroyForcibly();
        }
    }
}
