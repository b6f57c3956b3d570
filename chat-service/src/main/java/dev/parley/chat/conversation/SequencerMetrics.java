package dev.parley.chat.conversation;

import dev.parley.chat.topics.TraceSteps;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.event.Event;
import dev.parley.kit.trace.Traces;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;

/// Meters of the sequencer. docs/operations.md says what a rise of each means.
public final class SequencerMetrics {
    private final MeterRegistry registry;
    private final Clock clock;
    private final Traces traces;
    private final Counter events;
    private final Counter repeated;
    private final Counter replayed;
    private final Counter coldLookups;
    private final Counter unreadable;
    private final Timer sequencedAfter;

    /// @param traces of messages, for exemplars
    public SequencerMetrics(MeterRegistry registry, Clock clock, Traces traces) {
        this.registry = registry;
        this.clock = clock;
        this.traces = traces;
        events = registry.counter("chat.sequencer.events");
        repeated = registry.counter("chat.sequencer.repeated");
        replayed = registry.counter("chat.sequencer.replayed");
        coldLookups = registry.counter("chat.sequencer.cold.lookups");
        unreadable = registry.counter("chat.sequencer.unreadable");
        sequencedAfter = registry.timer("chat.sequencer.latency");
    }

    void sequenced(Event event) {
        events.increment();
        Duration age = Duration.between(event.sentAt(), clock.instant());
        // Stamped by another machine: a clock ahead of ours makes it negative.
        // Only messages are traced.
        (event.body().isMessage() ? traces : Traces.OFF)
                .record(
                        sequencedAfter,
                        age.isNegative() ? Duration.ZERO : age,
                        event.id().value(),
                        TraceSteps.SEQUENCE,
                        0);
    }

    void repeated() {
        repeated.increment();
    }

    void refused(ErrorCode why) {
        registry.counter("chat.sequencer.refused", "code", why.wireName()).increment();
    }

    void replayed() {
        replayed.increment();
    }

    void coldLookup() {
        coldLookups.increment();
    }

    void unreadable() {
        unreadable.increment();
    }
}
