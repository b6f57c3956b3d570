package dev.parley.engines;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// The set of four, started and stopped together.
///
/// Whatever an earlier process left running in the same directory is ended first. Only one process at a time uses a
/// directory.
public final class Engines implements AutoCloseable {
    private final EnginesSettings settings;
    private final DirectoryLock lock;
    private final List<Engine> all;

    private Engines(EnginesSettings settings, DirectoryLock lock) {
        this.settings = settings;
        this.lock = lock;
        this.all = List.of(
                new PostgresEngine(settings),
                new RedisEngine(settings),
                new KafkaEngine(settings),
                new CassandraEngine(settings));
    }

    /// An engine answers.
    ///
    /// @param took from the start of its process
    public record Started(Engine engine, Duration took) {}

    /// Starts the four at the same time and returns when all answer.
    ///
    /// @param progress told once for each engine, from several threads
    /// @throws EngineException the first failure; those that had started are stopped
    public static Engines start(EnginesSettings settings, Consumer<Started> progress) {
        Engines engines = new Engines(settings, DirectoryLock.take(settings.directory()));
        try {
            engines.forEachAtOnce(engine -> {
                Deadline watch = Deadline.none();
                engine.start();
                progress.accept(new Started(engine, watch.elapsed()));
            });
            return engines;
        } catch (EngineException e) {
            engines.close();
            throw e;
        }
    }

    /// Whether there are binaries for this machine.
    public static boolean runHere() {
        return Platform.find(System.getProperty("os.name"), System.getProperty("os.arch"))
                .isPresent();
    }

    public EnginesSettings settings() {
        return settings;
    }

    public EngineAddresses addresses() {
        return EngineAddresses.of(settings.ports());
    }

    /// PostgreSQL, Redis, Kafka, Cassandra.
    public List<Engine> all() {
        return all;
    }

    /// Stops the four at the same time and gives the directory free.
    @Override
    public void close() {
        forEachAtOnce(Engine::stop);
        lock.close();
    }

    private void forEachAtOnce(Consumer<Engine> action) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture.allOf(all.stream()
                            .map(engine -> CompletableFuture.runAsync(() -> action.accept(engine), threads))
                            .toArray(CompletableFuture<?>[]::new))
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof EngineException engine ? engine : e;
        }
    }
}
