package dev.parley.chat.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Meters of the audit. docs/operations.md says what a rise of each means.
final class AuditMetrics {
    /// Findings whose conversation and seq stand in tags; docs/decisions/0016 says why ids may stand there.
    static final int NAMED = 10;

    private final MeterRegistry registry;
    private final Counter checked;
    private final Counter rows;
    private final Counter skipped;
    private final Counter unavailable;
    private final Counter failed;
    private final AtomicInteger open;
    private final AtomicLong sweepAgeMillis = new AtomicLong();
    private final MultiGauge named;

    AuditMetrics(MeterRegistry registry) {
        this.registry = registry;
        checked = registry.counter("chat.audit.checked");
        rows = registry.counter("chat.audit.rows");
        skipped = registry.counter("chat.audit.skipped");
        unavailable = registry.counter("chat.audit.unavailable");
        failed = registry.counter("chat.audit.failed");
        open = new AtomicInteger();
        registry.gauge("chat.audit.open", open);
        named = MultiGauge.builder("chat.audit.finding").register(registry);
        TimeGauge.builder("chat.audit.sweep.age", sweepAgeMillis, TimeUnit.MILLISECONDS, AtomicLong::get)
                .register(registry);
    }

    void checked() {
        checked.increment();
    }

    void rows(int read) {
        rows.increment(read);
    }

    void skipped() {
        skipped.increment();
    }

    void unavailable() {
        unavailable.increment();
    }

    void failed() {
        failed.increment();
    }

    void found(Finding finding) {
        registry.counter("chat.audit.found", "kind", finding.kind().tag()).increment();
    }

    /// @param confirmed newest first
    void open(List<Finding> confirmed) {
        open.set(confirmed.size());
        named.register(confirmed.stream().limit(NAMED).map(AuditMetrics::row).toList(), true);
    }

    private static MultiGauge.Row<?> row(Finding finding) {
        return MultiGauge.Row.of(
                Tags.of(
                        "kind", finding.kind().tag(),
                        "conversation", finding.conversation().value(),
                        "seq", Long.toString(finding.seq())),
                1);
    }

    void sweepAge(Duration age) {
        sweepAgeMillis.set(age.toMillis());
    }
}
