package dev.parley.kit.trace;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;

/// The `traceparent` of W3C Trace Context, version 00.
final class Parent {
    private static final int LENGTH = 55;

    private Parent() {}

    /// Empty for a span that is none.
    static String text(SpanContext span) {
        return span.isValid() ? "00-" + span.getTraceId() + "-" + span.getSpanId() + "-01" : "";
    }

    /// Invalid for a text that is no `traceparent`, or for a trace that is not sampled.
    static SpanContext parse(String text) {
        if (text.length() != LENGTH || !text.startsWith("00-") || !text.endsWith("-01")) {
            return SpanContext.getInvalid();
        }
        String[] parts = text.split("-", -1);
        return parts.length == 4
                ? SpanContext.createFromRemoteParent(
                        parts[1], parts[2], TraceFlags.getSampled(), TraceState.getDefault())
                : SpanContext.getInvalid();
    }
}
