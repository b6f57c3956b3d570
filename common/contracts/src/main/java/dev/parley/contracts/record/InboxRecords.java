package dev.parley.contracts.record;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.InboxEntry;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.SessionId;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.wire.Answer;
import dev.parley.contracts.wire.Delivery;
import dev.parley.contracts.wire.InboxRecord;
import dev.parley.contracts.wire.MuteMark;
import dev.parley.contracts.wire.ReadMark;
import dev.parley.contracts.wire.Refusal;
import dev.parley.contracts.wire.SessionEnd;
import java.nio.ByteBuffer;

/// Records of topic `inbox`.
public final class InboxRecords {
    public static final String TOPIC = "inbox";

    private InboxRecords() {}

    public static byte[] key(UserId user) {
        return ByteBuffer.allocate(Long.BYTES).putLong(user.value()).array();
    }

    /// @throws UnreadableRecordException if the key is none of ours
    public static UserId user(byte[] key) throws UnreadableRecordException {
        if (key.length != Long.BYTES) {
            throw new UnreadableRecordException("inbox key", null);
        }
        try {
            return new UserId(ByteBuffer.wrap(key).getLong());
        } catch (IllegalArgumentException bad) {
            throw new UnreadableRecordException("inbox key", bad);
        }
    }

    public static byte[] encode(InboxEntry entry) {
        InboxRecord.Builder record = InboxRecord.newBuilder();
        switch (entry) {
            case InboxEntry.Delivery it -> record.setDelivery(delivery(it.event()));
            case InboxEntry.Answer it ->
                record.setAnswer(Answer.newBuilder()
                        .setConversationId(it.conversation().value())
                        .setClientMessageId(it.clientMessageId())
                        .setSeq(it.seq())
                        .setMessageId(it.id().value()));
            case InboxEntry.Refusal it ->
                record.setRefusal(Refusal.newBuilder()
                        .setConversationId(it.conversation().value())
                        .setClientMessageId(it.clientMessageId())
                        .setCode(it.code().wireName()));
            case InboxEntry.ReadMark it ->
                record.setRead(ReadMark.newBuilder()
                        .setConversationId(it.conversation().value())
                        .setSeq(it.seq())
                        .setCount(it.count())
                        .setOwnCount(it.ownCount()));
            case InboxEntry.MuteMark it ->
                record.setMute(MuteMark.newBuilder()
                        .setConversationId(it.conversation().value())
                        .setUntilMs(it.mute().untilMillis()));
            case InboxEntry.SessionEnd it ->
                record.setSessionEnd(SessionEnd.newBuilder()
                        .setConversationId(it.conversation().value())
                        .setSessionId(it.session().value()));
        }
        return record.build().toByteArray();
    }

    private static Delivery delivery(Event event) {
        return Delivery.newBuilder()
                .setConversationId(event.conversation().value())
                .setSeq(event.seq())
                .setMessageId(event.id().value())
                .setAuthor(event.author().value())
                .setClientMessageId(event.clientMessageId())
                .setCount(event.count())
                .setBody(EventBodies.toWire(event.body()))
                .build();
    }

    /// @throws UnreadableRecordException if the bytes are no record of any version this code knows
    public static InboxEntry decode(byte[] bytes) throws UnreadableRecordException {
        try {
            InboxRecord record = InboxRecord.parseFrom(bytes);
            return switch (record.getRecordCase()) {
                case DELIVERY -> new InboxEntry.Delivery(event(record.getDelivery()));
                case ANSWER -> {
                    Answer it = record.getAnswer();
                    yield new InboxEntry.Answer(
                            ConversationId.parse(it.getConversationId()),
                            it.getClientMessageId(),
                            it.getSeq(),
                            new MessageId(it.getMessageId()));
                }
                case REFUSAL -> {
                    Refusal it = record.getRefusal();
                    yield new InboxEntry.Refusal(
                            ConversationId.parse(it.getConversationId()),
                            it.getClientMessageId(),
                            // A newer server may refuse for a reason this one has no name for.
                            ErrorCode.ofWireName(it.getCode()).orElse(ErrorCode.INTERNAL));
                }
                case READ -> {
                    ReadMark it = record.getRead();
                    yield new InboxEntry.ReadMark(
                            ConversationId.parse(it.getConversationId()), it.getSeq(), it.getCount(), it.getOwnCount());
                }
                case MUTE -> {
                    MuteMark it = record.getMute();
                    yield new InboxEntry.MuteMark(
                            ConversationId.parse(it.getConversationId()), new Mute(it.getUntilMs()));
                }
                case SESSION_END -> {
                    SessionEnd it = record.getSessionEnd();
                    yield new InboxEntry.SessionEnd(
                            ConversationId.parse(it.getConversationId()), new SessionId(it.getSessionId()));
                }
                case RECORD_NOT_SET -> throw new UnreadableRecordException("inbox record without content", null);
            };
        } catch (InvalidProtocolBufferException | IllegalArgumentException bad) {
            throw new UnreadableRecordException("inbox record", bad);
        }
    }

    private static Event event(Delivery wire) throws UnreadableRecordException {
        return new Event(
                ConversationId.parse(wire.getConversationId()),
                wire.getSeq(),
                new MessageId(wire.getMessageId()),
                new UserId(wire.getAuthor()),
                wire.getClientMessageId(),
                wire.getCount(),
                EventBodies.fromWire(wire.getBody()));
    }
}
