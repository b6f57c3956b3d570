package dev.parley.chat.signal;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// Meters of typing and receipts. docs/operations.md says what a rise of each means.
public final class SignalMetrics {
    private final Counter typingPassed;
    private final Counter typingTooOften;
    private final Counter typingNotAllowed;
    private final Counter typingUnavailable;
    private final Counter receiptsPassed;
    private final Counter receiptsOff;
    private final Counter receiptsUnavailable;
    private final Counter receiptsFull;

    public SignalMetrics(MeterRegistry registry) {
        typingPassed = registry.counter("chat.typing.passed");
        typingTooOften = registry.counter("chat.typing.dropped", "reason", "too_often");
        typingNotAllowed = registry.counter("chat.typing.dropped", "reason", "not_allowed");
        typingUnavailable = registry.counter("chat.typing.dropped", "reason", "unavailable");
        receiptsPassed = registry.counter("chat.receipts.passed");
        receiptsOff = registry.counter("chat.receipts.dropped", "reason", "off");
        receiptsUnavailable = registry.counter("chat.receipts.dropped", "reason", "unavailable");
        receiptsFull = registry.counter("chat.receipts.dropped", "reason", "full");
    }

    void typingPassed() {
        typingPassed.increment();
    }

    void typingTooOften() {
        typingTooOften.increment();
    }

    /// A stranger, or one of two between whom there is a block.
    void typingNotAllowed() {
        typingNotAllowed.increment();
    }

    void typingUnavailable() {
        typingUnavailable.increment();
    }

    void receiptsPassed() {
        receiptsPassed.increment();
    }

    /// Nobody is to hear of it.
    void receiptsOff() {
        receiptsOff.increment();
    }

    void receiptsUnavailable() {
        receiptsUnavailable.increment();
    }

    void receiptsFull() {
        receiptsFull.increment();
    }
}
