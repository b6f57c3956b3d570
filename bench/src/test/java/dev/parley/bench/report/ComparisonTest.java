package dev.parley.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ComparisonTest {
    private static final JsonMapper JSON = new JsonMapper();

    private final Comparison comparison = new Comparison(
            "latency",
            side(3, 9, 4),
            side(2, 1, 8),
            List.of("p99Ms"),
            List.of(Bound.ratioAtMost("p99Ms", 2.5), Bound.atMost("p99Ms", 3)),
            List.of("one was lost"));

    @Test
    void theJsonHasMediansSpreadsRatioAndWhatWasWrong() {
        JsonNode json = JSON.readTree(JSON.writeValueAsString(comparison.json(Map.of("processors", 2))));

        assertThat(json.path("workload").asString()).isEqualTo("latency");
        assertThat(json.path("subject").path("median").path("p99Ms").asDouble()).isEqualTo(4);
        assertThat(json.path("subject").path("spread").path("p99Ms").toString()).isEqualTo("[3.0,9.0]");
        assertThat(json.path("subject").path("durability").asString()).isNotEmpty();
        assertThat(json.path("floor").path("median").path("p99Ms").asDouble()).isEqualTo(2);
        assertThat(json.path("ratio").path("p99Ms").asDouble()).isEqualTo(2);
        assertThat(json.path("rounds").asInt()).isEqualTo(3);
        assertThat(json.propertyNames()).containsExactly("workload", "subject", "floor", "ratio", "rounds", "machine");
        JsonNode subject = json.path("subject");
        assertThat(subject.path("bounds").get(0).path("met").asBoolean()).isTrue();
        assertThat(subject.path("bounds").get(1).path("met").asBoolean()).isFalse();
        assertThat(subject.path("broken").get(0).asString()).isEqualTo("one was lost");
        assertThat(json.path("machine").path("processors").asInt()).isEqualTo(2);
        assertThat(comparison.isRight()).isFalse();
    }

    @Test
    void whatHasNoFloorHasAnEmptyOneAndNoRatio() {
        Comparison alone =
                new Comparison("startup", side(3), Side.NONE, List.of(), List.of(Bound.atMost("p99Ms", 3)), List.of());

        JsonNode json = JSON.readTree(JSON.writeValueAsString(alone.json(Map.of())));

        assertThat(json.path("floor").isObject()).isTrue();
        assertThat(json.path("floor").size()).isZero();
        assertThat(json.path("ratio").size()).isZero();
        assertThat(json.path("subject").path("bounds").get(0).path("met").asBoolean())
                .isTrue();
    }

    private static Side side(double... p99) {
        return new Side(
                "something",
                "durable",
                java.util.Arrays.stream(p99)
                        .mapToObj(value -> Map.of("p99Ms", value))
                        .toList());
    }
}
