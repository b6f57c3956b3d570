package dev.parley.chat.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.kit.kafka.TraceHeader;
import dev.parley.kit.trace.Traces;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TracePartitionsTest {
    private static final Duration SHORT = Duration.ofSeconds(5);
    private static final long ID = 77;

    private final InMemorySpanExporter sent = InMemorySpanExporter.create();
    private final Traces traces = new Traces(1, "chat-service", sent);
    private final Recording handler = new Recording();
    private final PartitionHandler traced = TracePartitions.around(handler, traces, "deliver", key -> key[0]);

    private static final class Recording implements PartitionHandler {
        final List<String> calls = new ArrayList<>();
        boolean fails;

        @Override
        public void assigned(Map<Integer, Long> nextOffsets, int generation) {
            calls.add("assigned " + nextOffsets + " " + generation);
        }

        @Override
        public void handle(List<ConsumerRecord<byte[], byte[]>> records) {
            calls.add("handle " + records.size());
            if (fails) {
                throw new IllegalStateException("a bug");
            }
        }

        @Override
        public Map<Integer, Long> committable() {
            return Map.of(1, 2L);
        }

        @Override
        public Map<Integer, Long> revoked(Set<Integer> partitions) {
            return Map.of(3, 4L);
        }

        @Override
        public void lost(Set<Integer> partitions) {
            calls.add("lost " + partitions);
        }

        @Override
        public void abort() {
            calls.add("abort");
        }
    }

    @AfterEach
    void close() {
        traces.close();
    }

    @Test
    void eachTracedRecordOfAPollIsAStep() {
        String parent = traces.parent(ID, "sequence", 0);
        traced.handle(List.of(record(1, parent), record(2, parent), record(3, "")));

        assertThat(handler.calls).containsExactly("handle 3");
        await().atMost(SHORT).until(() -> sent.getFinishedSpanItems().size() == 2);
        assertThat(sent.getFinishedSpanItems())
                .extracting(it -> "00-" + it.getTraceId() + "-" + it.getSpanId() + "-01")
                .containsExactly(traces.parent(ID, "deliver", 1), traces.parent(ID, "deliver", 2));
        assertThat(sent.getFinishedSpanItems())
                .extracting(SpanData::getParentSpanId)
                .containsOnly(parent.substring(36, 52));
    }

    @Test
    void aPollThatFailsFailsAndSaysSo() {
        handler.fails = true;
        assertThatThrownBy(() -> traced.handle(List.of(record(1, traces.parent(ID, "sequence", 0)))))
                .hasMessage("a bug");
        await().atMost(SHORT).until(() -> sent.getFinishedSpanItems().size() == 1);
        assertThat(sent.getFinishedSpanItems().getFirst().getStatus().getStatusCode())
                .isEqualTo(StatusCode.ERROR);
    }

    @Test
    void allElseIsPassedOn() {
        traced.assigned(Map.of(1, 2L), 3);
        traced.lost(Set.of(1));
        traced.abort();
        assertThat(handler.calls).containsExactly("assigned {1=2} 3", "lost [1]", "abort");
        assertThat(traced.committable()).isEqualTo(handler.committable());
        assertThat(traced.revoked(Set.of(1))).isEqualTo(handler.revoked(Set.of(1)));
    }

    @Test
    void whileNothingIsTracedNothingStandsBetween() {
        assertThat(TracePartitions.around(handler, Traces.OFF, "deliver", key -> 0))
                .isSameAs(handler);
    }

    private static ConsumerRecord<byte[], byte[]> record(int key, String traceparent) {
        ProducerRecord<byte[], byte[]> produced = new ProducerRecord<>("topic", new byte[] {(byte) key}, new byte[0]);
        TraceHeader.put(traceparent, produced);
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("topic", 0, 0, produced.key(), produced.value());
        produced.headers().forEach(record.headers()::add);
        assertThat(TraceHeader.of(record)).isEqualTo(traceparent);
        return record;
    }
}
