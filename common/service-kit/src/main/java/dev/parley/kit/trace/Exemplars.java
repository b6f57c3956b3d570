package dev.parley.kit.trace;

import io.prometheus.metrics.tracer.common.SpanContext;
import org.jspecify.annotations.Nullable;

/// Tells the Prometheus registry which trace the time belongs to that is being recorded on this thread.
final class Exemplars implements SpanContext {
    private final ThreadLocal<@Nullable Recorded> recorded = new ThreadLocal<>();

    private record Recorded(String traceId, String spanId) {}

    void during(String traceId, String spanId, Runnable record) {
        recorded.set(new Recorded(traceId, spanId));
        try {
            record.run();
        } finally {
            recorded.remove();
        }
    }

    @Override
    public @Nullable String getCurrentTraceId() {
        Recorded now = recorded.get();
        return now == null ? null : now.traceId();
    }

    @Override
    public @Nullable String getCurrentSpanId() {
        Recorded now = recorded.get();
        return now == null ? null : now.spanId();
    }

    @Override
    public boolean isCurrentSpanSampled() {
        return recorded.get() != null;
    }

    @Override
    public void markCurrentSpanAsExemplar() {
        // Whatever is recorded here is sent anyway.
    }
}
