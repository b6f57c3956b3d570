package dev.parley.kit.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TracesTest {
    private static final long ID = 0x0123_4567_89ab_cdefL;
    private static final Duration SHORT = Duration.ofSeconds(5);
    private static final String OPEN_METRICS = "application/openmetrics-text";

    private final InMemorySpanExporter sent = InMemorySpanExporter.create();
    private final Traces traces = new Traces(1, "here", sent);

    @AfterEach
    void close() {
        traces.close();
    }

    @Test
    void offNothingIsTraced() {
        assertThat(Traces.OFF.isOn()).isFalse();
        assertThat(LongStream.range(0, 10_000)).noneMatch(Traces.OFF::isSampled);
        assertThat(Traces.OFF.next(traces.parent(ID, "first", 0), "second", 0)).isSameAs(TraceSpan.NONE);
        assertThat(Traces.OFF.begin(ID, "first").parent()).isEmpty();
    }

    @Test
    void whatIsTracedFollowsFromTheIdAlone() {
        try (Traces one = new Traces(0.1, "one", InMemorySpanExporter.create());
                Traces other = new Traces(0.1, "other", InMemorySpanExporter.create())) {
            List<Long> ids = LongStream.range(ID, ID + 100_000).boxed().toList();
            assertThat(ids).allMatch(id -> one.isSampled(id) == other.isSampled(id));
            assertThat(ids.stream().filter(one::isSampled).count()).isBetween(9_000L, 11_000L);
            assertThat(ids).allMatch(traces::isSampled);
        }
    }

    @Test
    void stepsHangTogetherAndTheTraceIsFoundByTheId() {
        String first;
        try (TraceSpan begun = traces.begin(ID, "first")) {
            first = begun.parent();
        }
        assertThat(first).isEqualTo(traces.parent(ID, "first", 0)).startsWith("00-0123456789abcdef");
        String second;
        try (TraceSpan step = traces.next(first, "second", 7)) {
            second = step.parent();
            step.fail();
        }
        assertThat(second).isEqualTo(traces.parent(ID, "second", 7)).isNotEqualTo(traces.parent(ID, "second", 8));
        traces.call(second, "outside").close();
        traces.call(second, "outside").close();

        await().atMost(SHORT).until(() -> sent.getFinishedSpanItems().size() == 4);
        List<SpanData> spans = sent.getFinishedSpanItems();
        assertThat(spans).extracting(SpanData::getName).containsExactly("first", "second", "outside", "outside");
        assertThat(spans).extracting(SpanData::getTraceId).containsOnly(first.substring(3, 35));
        assertThat(spans.get(0).getParentSpanContext().isValid()).isFalse();
        assertThat(spans.get(1).getParentSpanId()).isEqualTo(spans.get(0).getSpanId());
        assertThat(spans.get(1).getStatus()).isEqualTo(StatusData.error());
        assertThat(spans.get(2).getParentSpanId()).isEqualTo(spans.get(1).getSpanId());
        assertThat(spans.get(3).getSpanId()).isNotEqualTo(spans.get(2).getSpanId());
    }

    @Test
    void whatIsNoParentOrOfNoTracedThingBeginsNoStep() {
        String good = traces.parent(ID, "first", 0);
        for (String bad : List.of(
                "",
                "00",
                good.substring(1),
                good + "0",
                good.replace("-01", "-00"),
                "ff" + good.substring(2),
                good.toUpperCase(Locale.ROOT),
                "00-" + "0".repeat(32) + good.substring(35),
                good.substring(0, 36) + "0".repeat(16) + "-01",
                "00-" + "-".repeat(32) + good.substring(35),
                "x".repeat(55))) {
            assertThat(traces.next(bad, "second", 0)).as(bad).isSameAs(TraceSpan.NONE);
            assertThat(traces.call(bad, "outside")).as(bad).isSameAs(TraceSpan.NONE);
        }
        assertThat(traces.next(good, "second", 0)).isNotSameAs(TraceSpan.NONE);
    }

    @Test
    void timesOfTracedThingsHaveTheirTraceAsExemplar() {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(
                PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM, traces.exemplars());
        Timer timer = Timer.builder("times").publishPercentileHistogram().register(meters);
        timer.record(Duration.ofMillis(3));
        assertThat(meters.scrape(OPEN_METRICS)).doesNotContain("trace_id");
        Traces.OFF.record(timer, Duration.ofMillis(3), ID, "first", 0);
        assertThat(meters.scrape(OPEN_METRICS)).doesNotContain("trace_id");
        assertThat(timer.count()).isEqualTo(2);

        // The registry looks for exemplars about ten times a second.
        await().atMost(SHORT).until(() -> {
            traces.record(timer, Duration.ofMillis(3), ID, "first", 0);
            return meters.scrape(OPEN_METRICS).contains("trace_id=\"" + DerivedIds.traceId(ID) + "\"");
        });
        assertThat(meters.scrape(OPEN_METRICS)).contains("span_id=\"" + DerivedIds.spanId(ID, "first", 0) + "\"");
        assertThat(timer.count()).isGreaterThan(2);
    }

    @Test
    void spansAreSentOverOtlp() throws Exception {
        Queue<String> bodies = new ConcurrentLinkedQueue<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces");
        try (Traces otlp = new TracesWiring().traces(new TracesSettings(1, endpoint, SHORT), "a-service")) {
            otlp.begin(ID, "first").close();
        } finally {
            server.stop(0);
        }
        String traceId = new String(HexFormat.of().parseHex(DerivedIds.traceId(ID)), StandardCharsets.ISO_8859_1);
        assertThat(bodies).singleElement().asString().contains(traceId, "first", "a-service");
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        URI endpoint = URI.create("http://localhost:4318/v1/traces");
        for (double ratio : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> new TracesSettings(ratio, endpoint, SHORT))
                    .hasMessageContaining("parley.traces.ratio");
        }
        for (String bad : List.of("localhost:4318", "grpc://localhost:4317", "/v1/traces")) {
            assertThatThrownBy(() -> new TracesSettings(0, URI.create(bad), SHORT))
                    .hasMessageContaining("parley.traces.endpoint");
        }
        assertThatThrownBy(() -> new TracesSettings(0, endpoint, Duration.ZERO))
                .hasMessageContaining("parley.traces.timeout");
        assertThat(new TracesWiring().traces(new TracesSettings(0, endpoint, SHORT), "a-service"))
                .isSameAs(Traces.OFF);
        assertThat(new TracesWiring().exemplars(Traces.OFF)).isNull();
    }
}
