package dev.parley.chat.inbox;

import dev.parley.chat.topics.TraceSteps;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.trace.Traces;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;

/// Meters of delivery. docs/operations.md says what a rise of each means.
public final class InboxMetrics {
    private final Clock clock;
    private final Traces traces;
    private final Counter delivered;
    private final Counter repeated;
    private final Counter rungAway;
    private final Counter rungUnseen;
    private final Counter withdrawn;
    private final Counter unreadable;
    private final Timer latency;

    /// @param traces of messages, for exemplars
    public InboxMetrics(MeterRegistry registry, Clock clock, Traces traces) {
        this.clock = clock;
        this.traces = traces;
        delivered = registry.counter("chat.inbox.delivered");
        repeated = registry.counter("chat.inbox.repeated");
        rungAway = registry.counter("chat.inbox.pushed", "why", "away");
        rungUnseen = registry.counter("chat.inbox.pushed", "why", "unseen");
        withdrawn = registry.counter("chat.inbox.withdrawn");
        unreadable = registry.counter("chat.inbox.unreadable");
        latency = registry.timer("chat.delivery.latency");
    }

    void delivered(UserId user, Event event) {
        delivered.increment();
        Duration age = Duration.between(event.sentAt(), clock.instant());
        // Stamped by another machine: a clock ahead of ours makes it negative.
        // Only messages are traced.
        (event.body().isMessage() ? traces : Traces.OFF)
                .record(
                        latency,
                        age.isNegative() ? Duration.ZERO : age,
                        event.id().value(),
                        TraceSteps.DELIVER,
                        user.value());
    }

    void repeated() {
        repeated.increment();
    }

    /// A phone is asked to ring for somebody without a socket.
    void rungAway() {
        rungAway.increment();
    }

    /// The same for somebody whose sockets took the message, but who does not look or did not get it.
    void rungUnseen() {
        rungUnseen.increment();
    }

    void withdrawn() {
        withdrawn.increment();
    }

    void unreadable() {
        unreadable.increment();
    }
}
