package dev.parley.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/// How much later than asked Linux may wake a process's threads (`timerslack_ns` in proc(5)), 50 µs unless said
/// otherwise.
final class TimerSlack {
    private TimerSlack() {}

    /// Widens it for all threads of a process; threads begin with what the one has that makes them. Does nothing on
    /// other systems, and where it is not allowed.
    static void widen(ProcessHandle process, Duration slack) {
        Path threads = Path.of("/proc", Long.toString(process.pid()), "task");
        if (!Files.isDirectory(threads)) {
            return;
        }
        try (Stream<Path> all = Files.list(threads)) {
            for (Path thread : (Iterable<Path>) all::iterator) {
                Path file = Path.of("/proc", thread.getFileName().toString(), "timerslack_ns");
                if (Files.isWritable(file)) {
                    write(file, slack);
                }
            }
        } catch (IOException ended) {
            // The process ended meanwhile, which whoever waits for it says.
        }
    }

    private static void write(Path file, Duration slack) throws IOException {
        try {
            Files.writeString(file, Long.toString(slack.toNanos()));
        } catch (NoSuchFileException threadEnded) {
            // It needs none.
        }
    }
}
