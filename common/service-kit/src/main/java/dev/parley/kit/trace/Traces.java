package dev.parley.kit.trace;

import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Traces a share of things, each through all services. Whether a thing is traced, its trace's id and the ids of
/// its steps follow from its own id (see [DerivedIds]); a step that is done again after a crash has the same ids
/// again. A step tells the next one of it by a `traceparent`, so others can hang on.
///
/// While off, or for a thing that is not traced, nothing is allocated and nothing sent. Nothing here ever throws
/// for a trace's sake, blocks, or fails what is traced.
public final class Traces implements AutoCloseable {
    /// Traces nothing.
    public static final Traces OFF = new Traces();

    /// Spans that wait to be sent, some 500 bytes each. Beyond it, as when nobody takes them, new ones are dropped.
    private static final int MAX_WAITING = 8_192;

    private static final Duration SEND_EVERY = Duration.ofSeconds(1);

    /// A service that stops waits so long for its last spans to be taken.
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final DerivedIds ids = new DerivedIds();
    private final Exemplars exemplars = new Exemplars();
    private final long threshold;
    private final @Nullable SdkTracerProvider provider;
    private final @Nullable Tracer tracer;

    private Traces() {
        threshold = -1;
        provider = null;
        tracer = null;
    }

    /// @param ratio above 0
    /// @param exporter is closed with this
    public Traces(double ratio, String service, SpanExporter exporter) {
        threshold = (long) (ratio * Long.MAX_VALUE);
        provider = SdkTracerProvider.builder()
                .setIdGenerator(ids)
                .setSampler(Sampler.alwaysOn())
                .setResource(Resource.getDefault().toBuilder()
                        .put(AttributeKey.stringKey("service.name"), service)
                        .build())
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setMaxQueueSize(MAX_WAITING)
                        .setScheduleDelay(SEND_EVERY)
                        .build())
                .build();
        tracer = provider.get("dev.parley");
    }

    public boolean isOn() {
        return tracer != null;
    }

    /// Whether the thing with this id is traced; the same in every service with the same ratio.
    public boolean isSampled(long id) {
        return (DerivedIds.mixed(id) >>> 1) <= threshold;
    }

    /// The first step of a thing that is sampled.
    public TraceSpan begin(long id, String step) {
        return ids.with(id, step, 0, () -> span(step, SpanKind.PRODUCER, Context.root()));
    }

    /// The step after the one that gave `parent`.
    ///
    /// @param parent a `traceparent`; for an empty or malformed one there is no span
    /// @param which tells apart steps of one name, such as for whom they are
    public TraceSpan next(String parent, String step, long which) {
        SpanContext before = Parent.parse(parent);
        return before.isValid()
                ? ids.with(
                        DerivedIds.id(before.getTraceId()),
                        step,
                        which,
                        () -> span(step, SpanKind.CONSUMER, Context.root().with(Span.wrap(before))))
                : TraceSpan.NONE;
    }

    /// A call to someone outside, tried maybe several times: each has an id of its own.
    ///
    /// @param parent as for [#next]
    public TraceSpan call(String parent, String step) {
        SpanContext before = Parent.parse(parent);
        return before.isValid() ? span(step, SpanKind.CLIENT, Context.root().with(Span.wrap(before))) : TraceSpan.NONE;
    }

    private TraceSpan span(String step, SpanKind kind, Context parent) {
        if (tracer == null) {
            return TraceSpan.NONE;
        }
        SpanBuilder builder = tracer.spanBuilder(step).setSpanKind(kind).setParent(parent);
        return new TraceSpan(builder.startSpan());
    }

    /// The `traceparent` of a step, wherever that is taken.
    public String parent(long id, String step, long which) {
        return Parent.text(SpanContext.create(
                DerivedIds.traceId(id),
                DerivedIds.spanId(id, step, which),
                TraceFlags.getSampled(),
                TraceState.getDefault()));
    }

    /// Records a time, with the step's trace as exemplar if the thing is traced.
    public void record(Timer timer, Duration time, long id, String step, long which) {
        if (isSampled(id)) {
            exemplars.during(DerivedIds.traceId(id), DerivedIds.spanId(id, step, which), () -> timer.record(time));
        } else {
            timer.record(time);
        }
    }

    /// What the Prometheus registry asks for exemplars.
    Exemplars exemplars() {
        return exemplars;
    }

    @Override
    public void close() {
        if (provider != null) {
            provider.shutdown().join(CLOSE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
