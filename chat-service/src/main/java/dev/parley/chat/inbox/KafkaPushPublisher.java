package dev.parley.chat.inbox;

import dev.parley.chat.topics.KafkaAppender;
import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.event.PushRequest;
import dev.parley.contracts.record.InboxRecords;
import dev.parley.contracts.record.PushRequests;
import java.util.concurrent.CompletionStage;

/// Topic `push-requests`, partitioned as inboxes are.
final class KafkaPushPublisher implements PushPublisher {
    private final KafkaAppender appender;
    private final int slots;

    KafkaPushPublisher(KafkaAppender appender, int slots) {
        this.appender = appender;
        this.slots = slots;
    }

    @Override
    public CompletionStage<Void> publish(PushRequest request) {
        return appender.append(
                PushRequests.TOPIC,
                Slots.of(request.user(), slots),
                InboxRecords.key(request.user()),
                PushRequests.encode(request));
    }
}
