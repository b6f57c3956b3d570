package dev.parley.discovery.directory;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Refreshes the directory on a thread of its own, from its making until it is closed.
final class DirectoryRefreshing implements AutoCloseable {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("directory-refresh").daemon().factory());

    DirectoryRefreshing(RefreshDirectory refresh, Duration every) {
        var unused = timer.scheduleWithFixedDelay(refresh::refresh, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
