package dev.parley.chat.presence;

import dev.parley.chat.topics.KafkaAppender;
import dev.parley.contracts.event.PresenceChanges;
import dev.parley.contracts.record.PresenceRecords;
import java.util.concurrent.CompletionStage;

/// Topic `presence-changes`.
final class KafkaPresencePublisher implements PresencePublisher {
    private final KafkaAppender appender;

    /// @param appender that rather fails than waits
    KafkaPresencePublisher(KafkaAppender appender) {
        this.appender = appender;
    }

    @Override
    public CompletionStage<Void> publish(PresenceChanges changes) {
        return appender.append(
                PresenceRecords.TOPIC,
                changes.slot(),
                PresenceRecords.key(changes.slot()),
                PresenceRecords.encode(changes));
    }
}
