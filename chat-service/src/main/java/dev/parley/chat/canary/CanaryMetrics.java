package dev.parley.chat.canary;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/// Meters of the canaries. docs/operations.md says what a rise of each means.
final class CanaryMetrics {
    enum Outcome {
        ARRIVED("arrived"),
        MISSING("missing"),
        REFUSED("refused"),
        NOT_LET_IN("not_let_in");

        private final String tag;

        Outcome(String tag) {
            this.tag = tag;
        }
    }

    private final MeterRegistry registry;
    private final Timer latency;

    CanaryMetrics(MeterRegistry registry) {
        this.registry = registry;
        latency = registry.timer("chat.canary.latency");
        // So that a ratio of them is known before one of them has happened.
        for (Outcome outcome : Outcome.values()) {
            count(outcome, 0);
        }
    }

    private void count(Outcome outcome, int times) {
        registry.counter("chat.canary.exchanges", "outcome", outcome.tag).increment(times);
    }

    void ended(Outcome outcome) {
        count(outcome, 1);
    }

    void arrived(Duration after) {
        latency.record(after);
        ended(Outcome.ARRIVED);
    }
}
