package dev.parley.chat.topics;

import dev.parley.kit.kafka.TraceHeader;
import dev.parley.kit.trace.TraceSpan;
import dev.parley.kit.trace.Traces;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Adds a step to the trace of each record that carries one: from when its poll is handed over until the handler is
/// done with the poll.
public final class TracePartitions implements PartitionHandler {
    private final PartitionHandler handler;
    private final Traces traces;
    private final String step;
    private final ToLongFunction<byte[]> which;

    private TracePartitions(PartitionHandler handler, Traces traces, String step, ToLongFunction<byte[]> which) {
        this.handler = handler;
        this.traces = traces;
        this.step = step;
        this.which = which;
    }

    /// @param which tells steps of one record's copies apart, by their keys
    /// @return `handler` itself while nothing is traced
    public static PartitionHandler around(
            PartitionHandler handler, Traces traces, String step, ToLongFunction<byte[]> which) {
        return traces.isOn() ? new TracePartitions(handler, traces, step, which) : handler;
    }

    @Override
    public void handle(List<ConsumerRecord<byte[], byte[]>> records) {
        List<TraceSpan> spans = begin(records);
        try {
            handler.handle(records);
        } catch (RuntimeException failure) {
            spans.forEach(TraceSpan::fail);
            throw failure;
        } finally {
            spans.forEach(TraceSpan::close);
        }
    }

    private List<TraceSpan> begin(List<ConsumerRecord<byte[], byte[]>> records) {
        List<TraceSpan> spans = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            String parent = TraceHeader.of(record);
            if (!parent.isEmpty()) {
                spans.add(traces.next(parent, step, which.applyAsLong(record.key())));
            }
        }
        return spans;
    }

    @Override
    public void assigned(Map<Integer, Long> nextOffsets, int generation) {
        handler.assigned(nextOffsets, generation);
    }

    @Override
    public Map<Integer, Long> committable() {
        return handler.committable();
    }

    @Override
    public Map<Integer, Long> revoked(Set<Integer> partitions) {
        return handler.revoked(partitions);
    }

    @Override
    public void lost(Set<Integer> partitions) {
        handler.lost(partitions);
    }

    @Override
    public void abort() {
        handler.abort();
    }
}
