package dev.parley.systemtests.process;

import dev.parley.api.ApiService;
import dev.parley.chat.ChatService;
import dev.parley.engines.EngineAddresses;
import dev.parley.id.IdService;
import dev.parley.notification.NotificationService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A release's migrations, as the Jobs of production: for each service that has a schema a process that migrates it
/// and ends.
final class MigrationJobs {
    private static final Duration LONGEST = Duration.ofMinutes(4);

    /// By service, in the order in which they run.
    private static final List<List<Job>> JOBS = List.of(
            List.of(
                    new Job("id", IdService.class.getName(), "parley.postgres."),
                    new Job("chat", ChatService.class.getName(), "parley.cassandra.")),
            // Two at a time: these machines have two processors.
            List.of(
                    new Job("api", ApiService.class.getName(), "parley.postgres."),
                    new Job("notification", NotificationService.class.getName(), "parley.postgres.")));

    private final Path directory;
    private final EngineAddresses engines;

    /// @param settings begin of the names of those that it takes; one that nobody reads stops it
    private record Job(String service, String mainClass, String settings) {}

    /// @param directory for what they say
    MigrationJobs(Path directory, EngineAddresses engines) {
        this.directory = directory;
        this.engines = engines;
    }

    /// Services that have a schema.
    static List<String> services() {
        return JOBS.stream().flatMap(List::stream).map(Job::service).toList();
    }

    /// Returns when all have ended well.
    ///
    /// @throws AssertionError if one has not
    void run(Release release) {
        for (List<Job> atOnce : JOBS) {
            Map<Path, Process> running = new LinkedHashMap<>();
            atOnce.forEach(job -> start(job, release, running));
            running.forEach(MigrationJobs::awaitEnd);
        }
    }

    private void start(Job job, Release release, Map<Path, Process> running) {
        List<String> words = new ArrayList<>(List.of("--parley.migrations.run=only"));
        engines.toProperties().forEach((key, value) -> {
            if (key.toString().startsWith(job.settings())) {
                words.add("--" + key + "=" + value);
            }
        });
        try {
            Path own = Files.createDirectories(directory);
            Path output = Files.createTempFile(own, job.service() + "-", ".log");
            running.put(
                    output,
                    JavaProcess.start(
                            "256m", own, Map.of(), List.of(), release, job.mainClass(), words, output.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitEnd(Path output, Process process) {
        try {
            boolean ended = process.waitFor(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError("a migration " + (ended ? "failed" : "does not end") + ":\n" + read(output));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
