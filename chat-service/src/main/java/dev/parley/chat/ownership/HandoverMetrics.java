package dev.parley.chat.ownership;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// What was handed over to other servers.
final class HandoverMetrics {
    private final Counter clients;
    private final Counter lost;

    HandoverMetrics(MeterRegistry registry) {
        clients = registry.counter("chat.handover.clients");
        lost = registry.counter("chat.handover.clients.lost");
    }

    void sent() {
        clients.increment();
    }

    /// Nobody could tell where the client belongs.
    void lost() {
        lost.increment();
    }
}
