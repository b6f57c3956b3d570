package dev.parley.kit.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// The `traceparent` of W3C Trace Context as a header of records. Only records of what is traced have it.
public final class TraceHeader {
    private static final String NAME = "traceparent";

    private TraceHeader() {}

    /// Empty if there is none.
    public static String of(ConsumerRecord<?, ?> record) {
        @Nullable Header header = record.headers().lastHeader(NAME);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.ISO_8859_1);
    }

    /// @param traceparent empty: no header
    public static void put(String traceparent, ProducerRecord<?, ?> record) {
        if (!traceparent.isEmpty()) {
            record.headers().add(NAME, traceparent.getBytes(StandardCharsets.ISO_8859_1));
        }
    }
}
