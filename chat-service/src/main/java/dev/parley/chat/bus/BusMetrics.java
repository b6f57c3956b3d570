package dev.parley.chat.bus;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.IntSupplier;

/// Meters of the bus. docs/operations.md says what a rise of each means.
public final class BusMetrics {
    private final MeterRegistry registry;
    private final Counter published;
    private final Counter received;
    private final Counter unreadable;
    private final Counter away;
    private final Counter publisherFull;
    private final Counter receiverFull;
    private final Counter busy;

    public BusMetrics(MeterRegistry registry) {
        this.registry = registry;
        published = registry.counter("chat.bus.published");
        received = registry.counter("chat.bus.received");
        unreadable = registry.counter("chat.bus.unreadable");
        away = registry.counter("chat.bus.dropped", "reason", "away");
        publisherFull = registry.counter("chat.bus.dropped", "reason", "publisher_full");
        receiverFull = registry.counter("chat.bus.dropped", "reason", "receiver_full");
        busy = registry.counter("chat.bus.dropped", "reason", "busy");
    }

    void slots(IntSupplier subscribed) {
        registry.gauge("chat.bus.slots", subscribed, IntSupplier::getAsInt);
    }

    void published() {
        published.increment();
    }

    void received() {
        received.increment();
    }

    void unreadable() {
        unreadable.increment();
    }

    /// Redis did not take it.
    void away() {
        away.increment();
    }

    void publisherFull() {
        publisherFull.increment();
    }

    void receiverFull() {
        receiverFull.increment();
    }

    /// A recipient's slot was held by something slow.
    void busy() {
        busy.increment();
    }
}
