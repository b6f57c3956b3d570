package dev.parley.engines;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/// Runs the four engines from a shell, for a build or for work on one service.
///
/// - `run --dir D [--ports BASE|free] [--binaries B] [--parent PID] [--fresh yes]` starts them, writes
/// `D/engines.properties`, says
/// `ready`,
///   and stays until it is told to end, its standard input closes, or the process PID is gone. An input that is at
/// its end
///   from the start, like `/dev/null`, does not count.
/// - `stop --dir D` ends what runs there, also what a killed `run` left behind, and nothing else.
public final class EnginesMain {
    private EnginesMain() {}

    public static void main(String[] arguments) {
        try {
            EnginesArguments parsed = EnginesArguments.parse(arguments);
            switch (parsed.verb()) {
                case RUN -> run(parsed);
                case STOP -> stop(parsed.settings().directory());
            }
        } catch (EngineException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void run(EnginesArguments arguments) {
        Deadline watch = Deadline.none();
        CountDownLatch end = new CountDownLatch(1);
        if (arguments.fresh()) {
            DirectoryLock.erase(arguments.settings().directory());
        }
        Path file = arguments.settings().directory().resolve("engines.properties");
        Engines engines = Engines.start(arguments.settings(), EnginesMain::sayStarted);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(engines, file), "stop-engines"));
        write(engines.addresses(), file);
        say("ready", watch.elapsed(), file);
        Thread.ofPlatform().daemon().start(() -> awaitEndOfInput(end));
        arguments
                .parent()
                .ifPresent(pid -> ProcessHandle.of(pid)
                        .ifPresentOrElse(parent -> parent.onExit().thenRun(end::countDown), end::countDown));
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.exit(0);
    }

    private static void stop(Path directory) {
        System.out.println(DirectoryLock.stopOwner(directory) ? "stopped" : "nothing runs in " + directory);
    }

    private static void close(Engines engines, Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            engines.close();
        }
    }

    private static void write(EngineAddresses addresses, Path file) {
        try (Writer out = Files.newBufferedWriter(file)) {
            addresses.toProperties().store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitEndOfInput(CountDownLatch end) {
        try {
            if (Files.isSameFile(Path.of("/dev/stdin"), Path.of("/dev/null"))) {
                return;
            }
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            System.err.println("Standard input failed: " + e.getMessage());
        }
        end.countDown();
    }

    private static void sayStarted(Engines.Started started) {
        say(started.engine().name(), started.took(), started.engine().address());
    }

    private static void say(String what, Duration took, Object where) {
        System.out.println(String.format(Locale.ROOT, "%-10s %5.1f s  %s", what, took.toMillis() / 1_000.0, where));
    }
}
