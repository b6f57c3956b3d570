package dev.parley.engines;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// One backend as a child process on the loopback address, with its data below the engines' directory.
///
/// An engine may be stopped and started again any number of times and finds its data again. Its methods are called
/// by one
/// thread at a time; different engines are independent.
public sealed interface Engine permits PostgresEngine, RedisEngine, KafkaEngine, CassandraEngine {

    /// Lower-case, one word; names the log file, the data directory and the pid file.
    String name();

    /// Where clients connect, known before the engine runs.
    InetSocketAddress address();

    /// Every port the engine takes, the clients' port first.
    List<Integer> ports();

    /// Returns when the engine has answered in its own protocol. Does nothing when it runs already.
    ///
    /// @throws EngineException when a port is taken, the process ends, or it does not answer in time; nothing runs
    ///     then
    void start();

    /// Whether the child process lives. It may have died on its own.
    boolean isRunning();

    /// Completes when the process that runs now has ended, for whatever reason; at once when none runs.
    CompletableFuture<?> ended();

    /// Ends the child in an orderly way, by force when that takes too long. Does nothing when it does not run.
    /// A start that another thread is in the middle of fails.
    void stop();
}
