package dev.parley.chat.inbox;

import dev.parley.chat.topics.KafkaAppender;
import dev.parley.chat.topics.TraceSteps;
import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.event.PushRequest;
import dev.parley.contracts.record.InboxRecords;
import dev.parley.contracts.record.PushRequests;
import dev.parley.kit.trace.Traces;
import java.util.concurrent.CompletionStage;

/// Topic `push-requests`, partitioned as inboxes are.
final class KafkaPushPublisher implements PushPublisher {
    private final KafkaAppender appender;
    private final int slots;
    private final Traces traces;

    KafkaPushPublisher(KafkaAppender appender, int slots, Traces traces) {
        this.appender = appender;
        this.slots = slots;
        this.traces = traces;
    }

    @Override
    public CompletionStage<Void> publish(PushRequest request) {
        return appender.append(
                PushRequests.TOPIC,
                Slots.of(request.user(), slots),
                InboxRecords.key(request.user()),
                PushRequests.encode(request),
                traceparent(request));
    }

    private String traceparent(PushRequest request) {
        return request instanceof PushRequest.Ring ring
                        && traces.isSampled(ring.id().value())
                ? traces.parent(
                        ring.id().value(), TraceSteps.DELIVER, ring.user().value())
                : "";
    }
}
