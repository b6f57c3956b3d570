package dev.parley.kit.ids;

import dev.parley.kit.ids.IdsUnavailableException.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/// Meters of ids and their lease.
final class IdMetrics {
    private static final double MS_PER_SECOND = 1_000.0;

    private final MeterRegistry registry;
    private final Counter stamped;
    private final Counter ignored;
    private final Counter lost;
    private final Counter renewalsFailed;
    private final Counter stepsBack;
    private final Counter stepsForward;
    private final Map<Reason, Counter> refused = new EnumMap<>(Reason.class);

    IdMetrics(MeterRegistry registry) {
        this.registry = registry;
        stamped = registry.counter("ids.stamped");
        ignored = registry.counter("ids.observed.ignored");
        lost = registry.counter("ids.lease.lost");
        renewalsFailed = registry.counter("ids.lease.failures");
        stepsBack = registry.counter("ids.clock.steps", "direction", "back");
        stepsForward = registry.counter("ids.clock.steps", "direction", "forward");
        for (Reason reason : Reason.values()) {
            refused.put(reason, registry.counter("ids.refused", "reason", reason.tag()));
        }
    }

    void watch(LeasedIds ids) {
        Gauge.builder("ids.lease.remaining", ids, it -> it.remaining().toMillis() / MS_PER_SECOND)
                .baseUnit("seconds")
                .register(registry);
    }

    void stamped() {
        stamped.increment();
    }

    void ignored() {
        ignored.increment();
    }

    void lost() {
        lost.increment();
    }

    void leaseFailed() {
        renewalsFailed.increment();
    }

    void refused(Reason reason) {
        Counter counter = refused.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }

    void clockStep(ClockWatch.Step step) {
        switch (step) {
            case BACK -> stepsBack.increment();
            case FORWARD -> stepsForward.increment();
            case NONE -> {}
        }
    }
}
