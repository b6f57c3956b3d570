package dev.parley.engines;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Ends a process: first politely, then for sure.
final class Termination {
    /// Cassandra drains and Kafka closes its logs within a few seconds; after this the process is killed, which all
    /// four
    /// engines survive without loss.
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration AFTER_KILL = Duration.ofSeconds(10);

    private Termination() {}

    /// Returns when the process is gone, killed after `patience`.
    static void end(ProcessHandle process, String signal, Duration patience) {
        signal(process, signal);
        if (!isGoneWithin(process, patience)) {
            process.destroyForcibly();
            isGoneWithin(process, AFTER_KILL);
        }
    }

    /// The JDK sends only TERM and KILL; PostgreSQL's fast shutdown is INT.
    private static void signal(ProcessHandle process, String signal) {
        if (signal.equals("TERM")) {
            process.destroy();
            return;
        }
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
        }
    }

    private static boolean isGoneWithin(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Waiting for a process failed", e);
        }
    }
}
