package dev.parley.engines;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

/// The set of four, started and stopped together.
///
/// Whatever an earlier process left running in the same directory is ended first. Only one process at a time uses a
/// directory.
public final class Engines implements AutoCloseable {
    private final EnginesSettings settings;
    private final DirectoryLock lock;
    private final List<Engine> all;

    /// Read while an engine starts, written to wait until none does.
    private final ReadWriteLock starting = new ReentrantReadWriteLock();

    private volatile boolean closed;

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

    /// Takes the directory; nothing runs yet.
    ///
    /// @throws EngineException when another process has it
    public static Engines in(EnginesSettings settings) {
        return new Engines(settings, DirectoryLock.take(settings.directory()));
    }

    /// Takes the directory and starts the four.
    ///
    /// @throws EngineException when another process has it, or an engine fails; nothing runs then
    public static Engines start(EnginesSettings settings, Consumer<Started> progress) {
        Engines engines = in(settings);
        try {
            engines.start(progress);
            return engines;
        } catch (EngineException e) {
            engines.close();
            throw e;
        }
    }

    /// Starts the four at the same time and returns when all answer.
    ///
    /// @param progress told once for each engine, from several threads
    /// @throws EngineException the first failure; the others go on
    public void start(Consumer<Started> progress) {
        forEachAtOnce(engine -> {
            Deadline watch = Deadline.none();
            startUnlessClosed(engine);
            progress.accept(new Started(engine, watch.elapsed()));
        });
    }

    /// From now on an engine that ends by itself is started again, a few times.
    ///
    /// @param told of each restart, from a thread of its own
    public void keepRunning(KeepRunning.Listener told) {
        all.forEach(engine -> new KeepRunning(engine, this::startUnlessClosed, () -> closed, told).watch());
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

    /// Stops the four at the same time, also those that are just starting, and gives the directory free.
    @Override
    public void close() {
        closed = true;
        forEachAtOnce(Engine::stop);
        starting.writeLock().lock();
        try {
            // One that began to start in the moment before.
            forEachAtOnce(Engine::stop);
        } finally {
            starting.writeLock().unlock();
        }
        lock.close();
    }

    private void startUnlessClosed(Engine engine) {
        starting.readLock().lock();
        try {
            if (closed) {
                throw new EngineException(engine.name() + " was stopped while starting");
            }
            engine.start();
        } finally {
            starting.readLock().unlock();
        }
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
