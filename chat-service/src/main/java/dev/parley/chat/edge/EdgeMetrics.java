package dev.parley.chat.edge;

import dev.parley.contracts.error.ErrorCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// What the edge counts. Safe for any number of threads.
final class EdgeMetrics {
    /// Every server frame starts with its type.
    private static final int TYPE_AT = "{\"type\":\"".length();

    private record FrameCounter(byte[] typeAndQuote, Counter counter) {}

    private final MeterRegistry registry;
    private final Map<ErrorCode, Counter> refused = new EnumMap<>(ErrorCode.class);
    private final Map<String, Counter> framesIn = new ConcurrentHashMap<>();
    private final Map<String, Counter> upgrades = new ConcurrentHashMap<>();
    private final Map<String, Counter> closed = new ConcurrentHashMap<>();
    private final List<FrameCounter> framesOut;
    private final Counter otherFramesOut;
    private final Counter bytesIn;
    private final Counter bytesOut;
    private final Counter returned;
    private final Counter paced;
    private final Counter faults;
    private final Timer attach;
    private final Timer append;

    EdgeMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (ErrorCode code : ErrorCode.values()) {
            refused.put(code, registry.counter("chat.edge.refused", "code", code.wireName()));
        }
        // The most frequent first.
        framesOut =
                List.of("event", "page", "receipt", "return", "welcome", "error", "sent", "refused", "moved", "drain")
                        .stream()
                        .map(type ->
                                new FrameCounter((type + "\"").getBytes(StandardCharsets.US_ASCII), framesOut(type)))
                        .toList();
        otherFramesOut = framesOut("other");
        bytesIn = registry.counter("chat.edge.bytes.in");
        bytesOut = registry.counter("chat.edge.bytes.out");
        returned = registry.counter("chat.edge.returned");
        paced = registry.counter("chat.edge.paced");
        faults = registry.counter("chat.edge.faults");
        attach = Timer.builder("chat.edge.attach").publishPercentileHistogram().register(registry);
        append = Timer.builder("chat.edge.append").publishPercentileHistogram().register(registry);
    }

    private Counter framesOut(String type) {
        return registry.counter("chat.edge.frames.out", "type", type);
    }

    void gauges(Supplier<Number> connections, Supplier<Number> users, Supplier<Number> outboundBytes) {
        Gauge.builder("chat.edge.connections", connections).register(registry);
        Gauge.builder("chat.edge.users", users).register(registry);
        Gauge.builder("chat.edge.outbound.bytes", outboundBytes).register(registry);
    }

    /// @param outcome one of a handful of words
    void upgrade(String outcome) {
        upgrades.computeIfAbsent(outcome, it -> registry.counter("chat.edge.upgrades", "outcome", it))
                .increment();
    }

    /// @param type of a frame that was understood, or `ping`, or `bad`
    void frameIn(String type, int bytes) {
        framesIn.computeIfAbsent(type, it -> registry.counter("chat.edge.frames.in", "type", it))
                .increment();
        bytesIn.increment(bytes);
    }

    void frameOut(byte[] json) {
        bytesOut.increment(json.length);
        for (FrameCounter each : framesOut) {
            int end = TYPE_AT + each.typeAndQuote().length;
            if (end <= json.length
                    && Arrays.equals(json, TYPE_AT, end, each.typeAndQuote(), 0, each.typeAndQuote().length)) {
                each.counter().increment();
                return;
            }
        }
        otherFramesOut.increment();
    }

    void refused(ErrorCode code) {
        Counter counter = refused.get(code);
        if (counter != null) {
            counter.increment();
        }
    }

    /// @param reason one of a handful of words
    void closed(String reason) {
        closed.computeIfAbsent(reason, it -> registry.counter("chat.edge.closed", "reason", it))
                .increment();
    }

    void returned() {
        returned.increment();
    }

    void paced() {
        paced.increment();
    }

    void fault() {
        faults.increment();
    }

    void attached(Duration took) {
        attach.record(took);
    }

    void appended(Duration took) {
        append.record(took);
    }
}
