package dev.parley.contracts.record;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.parley.contracts.event.BlockChange;
import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.SessionId;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.wire.BlockBody;
import dev.parley.contracts.wire.LogRecord;
import dev.parley.contracts.wire.SendBody;
import dev.parley.contracts.wire.SessionEndBody;
import java.nio.charset.StandardCharsets;

/// Records of topic `conversation-log`.
public final class LogRecords {
    public static final String TOPIC = "conversation-log";

    private LogRecords() {}

    public static byte[] key(ConversationId conversation) {
        return conversation.value().getBytes(StandardCharsets.US_ASCII);
    }

    /// @throws UnreadableRecordException if the key is none of ours
    public static ConversationId conversation(byte[] key) throws UnreadableRecordException {
        try {
            return ConversationId.parse(new String(key, StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException bad) {
            throw new UnreadableRecordException("conversation-log key", bad);
        }
    }

    public static byte[] encode(LogEntry entry) {
        LogRecord.Builder record = LogRecord.newBuilder()
                .setMessageId(entry.id().value())
                .setAuthor(entry.author().value());
        switch (entry) {
            case LogEntry.Send send ->
                record.setSend(SendBody.newBuilder()
                        .setClientMessageId(send.clientMessageId())
                        .setText(send.text())
                        .setAfterSeq(send.afterSeq()));
            case LogEntry.Membership membership -> record.setMembership(EventBodies.membership(membership.change()));
            case LogEntry.Block block ->
                record.setBlock(BlockBody.newBuilder()
                        .setBlocked(block.change().blocked())
                        .setVersion(block.change().version()));
            case LogEntry.SessionEnd end ->
                record.setSessionEnd(
                        SessionEndBody.newBuilder().setSessionId(end.session().value()));
        }
        return record.build().toByteArray();
    }

    /// @throws UnreadableRecordException if the bytes are no record of any version this code knows
    public static LogEntry decode(byte[] bytes) throws UnreadableRecordException {
        try {
            LogRecord record = LogRecord.parseFrom(bytes);
            MessageId id = new MessageId(record.getMessageId());
            UserId author = new UserId(record.getAuthor());
            return switch (record.getBodyCase()) {
                case SEND -> {
                    SendBody send = record.getSend();
                    yield new LogEntry.Send(id, author, send.getClientMessageId(), send.getText(), send.getAfterSeq());
                }
                case MEMBERSHIP -> new LogEntry.Membership(id, author, EventBodies.membership(record.getMembership()));
                case BLOCK ->
                    new LogEntry.Block(
                            id,
                            author,
                            new BlockChange(
                                    record.getBlock().getBlocked(),
                                    record.getBlock().getVersion()));
                case SESSION_END ->
                    new LogEntry.SessionEnd(
                            author, new SessionId(record.getSessionEnd().getSessionId()));
                case BODY_NOT_SET -> throw new UnreadableRecordException("conversation-log record without body", null);
            };
        } catch (InvalidProtocolBufferException | IllegalArgumentException bad) {
            throw new UnreadableRecordException("conversation-log record", bad);
        }
    }
}
