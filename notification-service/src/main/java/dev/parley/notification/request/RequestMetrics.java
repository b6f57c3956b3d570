package dev.parley.notification.request;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// How many requests came.
final class RequestMetrics {
    private final Counter seen;
    private final Counter unreadable;

    RequestMetrics(MeterRegistry meters) {
        seen = meters.counter("notification.requests.seen");
        unreadable = meters.counter("notification.requests.unreadable");
    }

    void seen() {
        seen.increment();
    }

    void unreadable() {
        unreadable.increment();
    }
}
