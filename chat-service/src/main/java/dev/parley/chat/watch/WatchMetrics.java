package dev.parley.chat.watch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/// How watching goes.
final class WatchMetrics {
    private final AtomicInteger watchers;
    private final Counter told;
    private final Counter failed;

    WatchMetrics(MeterRegistry registry) {
        watchers = new AtomicInteger();
        registry.gauge("chat.watch.users", watchers);
        told = registry.counter("chat.watch.told");
        failed = registry.counter("chat.watch.failed");
    }

    void watchers(int users) {
        watchers.set(users);
    }

    void told(int states) {
        told.increment(states);
    }

    void failed() {
        failed.increment();
    }
}
