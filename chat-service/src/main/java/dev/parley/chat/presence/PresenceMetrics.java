package dev.parley.chat.presence;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/// Who is here, and how telling it goes.
final class PresenceMetrics {
    private final AtomicInteger online;
    private final Counter came;
    private final Counter went;
    private final Counter away;
    private final Counter leasesLost;
    private final Counter unpublished;

    PresenceMetrics(MeterRegistry registry) {
        online = new AtomicInteger();
        registry.gauge("chat.presence.online", online);
        came = registry.counter("chat.presence.changes", "to", "online");
        went = registry.counter("chat.presence.changes", "to", "offline");
        away = registry.counter("chat.presence.store.failed");
        leasesLost = registry.counter("chat.presence.leases.lost");
        unpublished = registry.counter("chat.presence.unpublished");
    }

    void online(int users) {
        online.set(users);
    }

    void changed(boolean nowOnline) {
        (nowOnline ? came : went).increment();
    }

    void storeFailed() {
        away.increment();
    }

    void leaseLost() {
        leasesLost.increment();
    }

    void unpublished(int changes) {
        unpublished.increment(changes);
    }
}
