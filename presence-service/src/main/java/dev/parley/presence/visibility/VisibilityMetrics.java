package dev.parley.presence.visibility;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// Of whom nobody could tell.
final class VisibilityMetrics {
    private final Counter asked;
    private final Counter unknown;

    VisibilityMetrics(MeterRegistry meters) {
        asked = meters.counter("presence.visibility.asked");
        unknown = meters.counter("presence.visibility.unknown");
    }

    void asked(int glances) {
        asked.increment(glances);
    }

    void unknown(int glances) {
        unknown.increment(glances);
    }
}
