package dev.parley.gateway.socket;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/// Sockets passed through.
final class SocketMetrics {
    private final Counter opened;
    private final Counter stuck;

    SocketMetrics(MeterRegistry meters, OpenSockets open) {
        Gauge.builder("gateway.sockets.open", open, OpenSockets::count).register(meters);
        opened = meters.counter("gateway.sockets.opened");
        stuck = meters.counter("gateway.sockets.stuck");
    }

    void opened() {
        opened.increment();
    }

    /// One end took no frame for too long and was cut off.
    void stuck() {
        stuck.increment();
    }
}
