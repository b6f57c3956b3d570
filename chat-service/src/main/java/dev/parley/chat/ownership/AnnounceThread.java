package dev.parley.chat.ownership;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// On which announcements are made, one at a time: every so often from its start to its stop, and whenever something
/// changes.
final class AnnounceThread {
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("parley-announce").factory());

    void start(Runnable announce, Duration every) {
        scheduler.scheduleWithFixedDelay(announce, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Not any more after its stop.
    void soon(Runnable announce) {
        if (!scheduler.isShutdown()) {
            scheduler.execute(announce);
        }
    }

    void stop() {
        scheduler.shutdown();
    }
}
