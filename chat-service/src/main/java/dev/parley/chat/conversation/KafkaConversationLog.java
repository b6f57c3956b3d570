package dev.parley.chat.conversation;

import dev.parley.chat.topics.KafkaAppender;
import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.record.LogRecords;
import java.util.concurrent.CompletionStage;

/// Topic `conversation-log`.
final class KafkaConversationLog implements ConversationLog {
    private final KafkaAppender appender;
    private final int partitions;

    KafkaConversationLog(KafkaAppender appender, int partitions) {
        this.appender = appender;
        this.partitions = partitions;
    }

    @Override
    public CompletionStage<Void> append(ConversationId conversation, LogEntry entry) {
        return appender.append(
                LogRecords.TOPIC,
                Slots.of(conversation, partitions),
                LogRecords.key(conversation),
                LogRecords.encode(entry));
    }
}
