package dev.parley.presence.watch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/// How many are told, and whether Redis answers.
final class WatchMetrics {
    private final Counter told;
    private final Counter registered;
    private final Counter storeFailed;
    private final AtomicInteger leased;

    WatchMetrics(MeterRegistry meters) {
        told = meters.counter("presence.watchers.told");
        registered = meters.counter("presence.watches.registered");
        storeFailed = meters.counter("presence.store.failed");
        leased = new AtomicInteger();
        meters.gauge("presence.slots.leased", leased);
    }

    void told(int watchers) {
        told.increment(watchers);
    }

    void registered(int watches) {
        registered.increment(watches);
    }

    void storeFailed() {
        storeFailed.increment();
    }

    void leased(int slots) {
        leased.set(slots);
    }
}
