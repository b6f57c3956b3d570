package dev.parley.chat.conversation;

import dev.parley.chat.topics.KafkaAppender;
import dev.parley.chat.topics.TraceSteps;
import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.record.LogRecords;
import dev.parley.kit.trace.TraceSpan;
import dev.parley.kit.trace.Traces;
import java.util.concurrent.CompletionStage;

/// Topic `conversation-log`.
final class KafkaConversationLog implements ConversationLog {
    private final KafkaAppender appender;
    private final int partitions;
    private final Traces traces;

    KafkaConversationLog(KafkaAppender appender, int partitions, Traces traces) {
        this.appender = appender;
        this.partitions = partitions;
        this.traces = traces;
    }

    @Override
    public CompletionStage<Void> append(ConversationId conversation, LogEntry entry) {
        return entry instanceof LogEntry.Send && traces.isSampled(entry.id().value())
                ? appendTraced(conversation, entry)
                : append(conversation, entry, "");
    }

    private CompletionStage<Void> appendTraced(ConversationId conversation, LogEntry entry) {
        TraceSpan span = traces.begin(entry.id().value(), TraceSteps.SEND);
        return append(conversation, entry, span.parent()).whenComplete((done, failure) -> {
            if (failure != null) {
                span.fail();
            }
            span.close();
        });
    }

    private CompletionStage<Void> append(ConversationId conversation, LogEntry entry, String traceparent) {
        return appender.append(
                LogRecords.TOPIC,
                Slots.of(conversation, partitions),
                LogRecords.key(conversation),
                LogRecords.encode(entry),
                traceparent);
    }
}
