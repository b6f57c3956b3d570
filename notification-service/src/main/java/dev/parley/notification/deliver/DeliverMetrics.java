package dev.parley.notification.deliver;

import dev.parley.notification.decide.Step;
import dev.parley.notification.provider.Provider;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/// What became of pushes at one provider.
final class DeliverMetrics {
    private final MeterRegistry meters;
    private final String provider;
    private final AtomicLong due;
    private final Counter recipientsFailed;

    DeliverMetrics(MeterRegistry meters, Provider provider, BooleanSupplier resting) {
        this.meters = meters;
        this.provider = provider.wireName();
        this.due = new AtomicLong();
        // There from the start: an alert takes what is not there yet for no trouble, and so its first failure too.
        this.recipientsFailed = meters.counter("notification.recipients.failed");
        Gauge.builder("notification.push.due", due, AtomicLong::get)
                .tag("provider", this.provider)
                .register(meters);
        Gauge.builder("notification.push.resting", resting, it -> it.getAsBoolean() ? 1 : 0)
                .tag("provider", this.provider)
                .register(meters);
    }

    /// @param result accepted, gone, refused, later or failed
    /// @param reason a constant of the adapter
    void pushed(String kind, String result, String reason) {
        meters.counter("notification.push.sent", "provider", provider, "kind", kind, "result", result, "reason", reason)
                .increment();
    }

    /// From the request's arrival to the provider's word.
    void delivered(Duration delay) {
        meters.timer("notification.push.delay", "provider", provider).record(delay);
    }

    void skipped(Step.Why why) {
        meters.counter(
                        "notification.push.skipped",
                        "provider",
                        provider,
                        "why",
                        why.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    void removed(String why) {
        meters.counter("notification.addresses.removed", "provider", provider, "why", why)
                .increment();
    }

    void leaseLost() {
        meters.counter("notification.push.lease.lost", "provider", provider).increment();
    }

    void recipientsAway() {
        recipientsFailed.increment();
    }

    void due(long count) {
        due.set(count);
    }
}
