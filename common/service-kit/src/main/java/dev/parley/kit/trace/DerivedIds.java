package dev.parley.kit.trace;

import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Ids of traces and spans, derived from the id of what is traced: whoever knows that id finds its trace, and a
/// step is known to those who come after it without being told.
final class DerivedIds implements IdGenerator {
    private final IdGenerator random = IdGenerator.random();
    private final ThreadLocal<@Nullable Next> next = new ThreadLocal<>();

    private record Next(String traceId, String spanId) {}

    /// Begins with the id itself in 16 hexadecimal digits; the rest is as good as random, as samplers want it.
    static String traceId(long id) {
        return TraceId.fromLongs(id, mixed(id));
    }

    static long id(String traceId) {
        return Long.parseUnsignedLong(traceId, 0, 16, 16);
    }

    /// @param which tells apart steps of one name
    static String spanId(long id, String step, long which) {
        return SpanId.fromLong(mixed(mixed(id ^ step.hashCode()) ^ which) | 1);
    }

    /// David Stafford's variant 13 of the finalizer of MurmurHash3: every bit depends on every bit.
    static long mixed(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    /// The span that `begin` starts on this thread gets these ids.
    <T> T with(long id, String step, long which, Supplier<T> begin) {
        next.set(new Next(traceId(id), spanId(id, step, which)));
        try {
            return begin.get();
        } finally {
            next.remove();
        }
    }

    @Override
    public String generateSpanId() {
        Next given = next.get();
        return given == null ? random.generateSpanId() : given.spanId();
    }

    @Override
    public String generateTraceId() {
        Next given = next.get();
        return given == null ? random.generateTraceId() : given.traceId();
    }
}
