package dev.parley.chat.conversation;

import dev.parley.chat.topics.KafkaAppender;
import dev.parley.chat.topics.TraceSteps;
import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.InboxEntry;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.record.InboxRecords;
import dev.parley.kit.trace.Traces;
import java.util.concurrent.CompletionStage;

/// Topic `inbox`.
public final class KafkaInboxPublisher implements InboxPublisher {
    private final KafkaAppender appender;
    private final int slots;
    private final Traces traces;

    /// @param appender patient for the sequencer, impatient for the edge
    public KafkaInboxPublisher(KafkaAppender appender, int slots, Traces traces) {
        this.appender = appender;
        this.slots = slots;
        this.traces = traces;
    }

    @Override
    public CompletionStage<Void> publish(UserId user, InboxEntry entry) {
        return appender.append(
                InboxRecords.TOPIC,
                Slots.of(user, slots),
                InboxRecords.key(user),
                InboxRecords.encode(entry),
                traceparent(entry));
    }

    private String traceparent(InboxEntry entry) {
        return entry instanceof InboxEntry.Delivery(Event event)
                        && event.body().isMessage()
                        && traces.isSampled(event.id().value())
                ? traces.parent(event.id().value(), TraceSteps.SEQUENCE, 0)
                : "";
    }
}
