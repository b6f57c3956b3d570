package dev.parley.engines;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The process of one engine: its pid file, its log, its start until it answers, and its end.
final class Child {
    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration TOOL_LIMIT = Duration.ofSeconds(60);
    private static final Duration BETWEEN_PROBES = Duration.ofMillis(50);

    /// A log past this size is put aside before the next start; one older log is kept.
    private static final long LARGEST_LOG_BYTES = 20L << 20;

    private static final int SHOWN_LOG_LINES = 12;

    private final String name;
    private final EnginesSettings settings;
    private final PidFile pidFile;
    private final Path log;
    private volatile @Nullable Process process;
    private volatile boolean stopRequested;

    Child(String name, EnginesSettings settings) {
        this.name = name;
        this.settings = settings;
        this.pidFile = RunFolder.pidFile(settings.directory(), name);
        this.log = settings.directory().resolve("log").resolve(name + ".log");
    }

    boolean isRunning() {
        Process current = process;
        return current != null && current.isAlive();
    }

    /// Ends what an earlier run left behind, then makes sure that nobody else has the ports.
    void claim(List<Integer> ports) {
        stopRequested = false;
        pidFile.endLeftover(Termination.PATIENCE);
        ports.forEach(port -> LoopbackPort.requireFree(name, port));
    }

    /// Runs a tool of the engine to its end, its output in the engine's log.
    ///
    /// @param input what the tool reads from its standard input
    void runTool(List<String> command, String input) {
        try {
            Path stdin = Files.writeString(RunFolder.of(settings.directory()).resolve(name + ".in"), input);
            Process tool =
                    builder(command, Map.of()).redirectInput(stdin.toFile()).start();
            if (!tool.waitFor(TOOL_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                tool.destroyForcibly();
                throw failed("could not prepare its data within " + TOOL_LIMIT.toSeconds() + " s");
            }
            Files.delete(stdin);
            if (tool.exitValue() != 0) {
                throw failed("could not prepare its data");
            }
        } catch (IOException e) {
            throw new EngineException(name + " cannot start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /// Starts the process and returns when the probe succeeds.
    ///
    /// @param signal its orderly end
    void start(List<String> command, Map<String, String> environment, String signal, Probe probe) {
        try {
            Process started = builder(Detached.command(command), environment).start();
            process = started;
            ProcessMark.of(started.toHandle()).ifPresent(mark -> pidFile.write(new PidFile.Entry(mark, signal)));
            awaitAnswer(started, probe);
        } catch (IOException e) {
            throw new EngineException(name + " cannot start: " + e.getMessage(), e);
        } catch (EngineException e) {
            stop(signal);
            throw e;
        }
    }

    /// Lets the system wake its threads later than they ask, where it can.
    void wakeLate(Duration slack) {
        Process current = process;
        if (current != null) {
            TimerSlack.widen(current.toHandle(), slack);
        }
    }

    /// Completes when the process has ended, for whatever reason; at once when there is none.
    CompletableFuture<?> ended() {
        Process current = process;
        return current == null ? CompletableFuture.completedFuture(null) : current.onExit();
    }

    /// Also ends a start that another thread is in the middle of; that start fails.
    void stop(String signal) {
        stopRequested = true;
        Process current = process;
        if (current != null) {
            Termination.end(current.toHandle(), signal, Termination.PATIENCE);
            process = null;
        }
        pidFile.delete();
    }

    private ProcessBuilder builder(List<String> command, Map<String, String> environment) throws IOException {
        Files.createDirectories(log.getParent());
        Files.createDirectories(settings.dataOf(name));
        if (Files.exists(log) && Files.size(log) > LARGEST_LOG_BYTES) {
            Files.move(log, log.resolveSibling(name + ".old.log"), StandardCopyOption.REPLACE_EXISTING);
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(settings.dataOf(name).toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(key -> key.startsWith("JAVA_") || key.startsWith("JDK_JAVA_"));
        builder.environment().putAll(environment);
        return builder;
    }

    private void awaitAnswer(Process started, Probe probe) {
        Deadline deadline = new Deadline(START_LIMIT);
        try {
            while (!isAnswered(probe)) {
                if (started.waitFor(BETWEEN_PROBES.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw failed("stopped with exit code " + started.exitValue() + " while starting");
                }
                if (stopRequested) {
                    throw new EngineException(name + " was stopped while starting");
                }
                if (deadline.isPassed()) {
                    throw failed("did not answer within " + START_LIMIT.toSeconds() + " s");
                }
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static boolean isAnswered(Probe probe) {
        try {
            return probe.answers();
        } catch (IOException e) {
            return false; // Not listening yet: the next probe will tell.
        }
    }

    private EngineException interrupted() {
        Thread.currentThread().interrupt();
        return new EngineException(name + " was interrupted while starting");
    }

    private EngineException failed(String what) {
        return new EngineException(
                name + " " + what + ". The end of " + log + ":\n" + String.join("\n", lastLogLines()));
    }

    private List<String> lastLogLines() {
        try {
            List<String> all = new ArrayList<>(
                    Files.exists(log) ? Files.readAllLines(log, StandardCharsets.ISO_8859_1) : List.of());
            return all.subList(Math.max(0, all.size() - SHOWN_LOG_LINES), all.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
