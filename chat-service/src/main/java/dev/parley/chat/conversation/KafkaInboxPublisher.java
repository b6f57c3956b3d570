package dev.parley.chat.conversation;

import dev.parley.chat.topics.KafkaAppender;
import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.event.InboxEntry;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.record.InboxRecords;
import java.util.concurrent.CompletionStage;

/// Topic `inbox`.
public final class KafkaInboxPublisher implements InboxPublisher {
    private final KafkaAppender appender;
    private final int slots;

    /// @param appender patient for the sequencer, impatient for the edge
    public KafkaInboxPublisher(KafkaAppender appender, int slots) {
        this.appender = appender;
        this.slots = slots;
    }

    @Override
    public CompletionStage<Void> publish(UserId user, InboxEntry entry) {
        return appender.append(
                InboxRecords.TOPIC, Slots.of(user, slots), InboxRecords.key(user), InboxRecords.encode(entry));
    }
}
