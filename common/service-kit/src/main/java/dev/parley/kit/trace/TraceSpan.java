package dev.parley.kit.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/// One step of a trace, from when it was begun to [#close]. Safe for any number of threads.
public final class TraceSpan implements AutoCloseable {
    static final TraceSpan NONE = new TraceSpan(Span.getInvalid());

    private final Span span;

    TraceSpan(Span span) {
        this.span = span;
    }

    /// What the next step calls its parent: a W3C `traceparent`.
    public String parent() {
        return Parent.text(span.getSpanContext());
    }

    /// Says more about the step; nothing that people wrote.
    public void set(String name, String value) {
        span.setAttribute(name, value);
    }

    /// The step failed.
    public void fail() {
        span.setStatus(StatusCode.ERROR);
    }

    @Override
    public void close() {
        span.end();
    }
}
