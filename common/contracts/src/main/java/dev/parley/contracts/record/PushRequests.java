package dev.parley.contracts.record;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.parley.contracts.event.PushRequest;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;

/// Records of topic `push-requests`. Keys are those of [InboxRecords].
public final class PushRequests {
    public static final String TOPIC = "push-requests";

    private PushRequests() {}

    public static byte[] encode(PushRequest request) {
        return dev.parley.contracts.wire.PushRequest.newBuilder()
                .setUserId(request.user().value())
                .setConversationId(request.conversation().value())
                .setSeq(request.seq())
                .setMessageId(request.id().value())
                .setAuthor(request.author().value())
                .build()
                .toByteArray();
    }

    /// @throws UnreadableRecordException if the bytes are no record of any version this code knows
    public static PushRequest decode(byte[] bytes) throws UnreadableRecordException {
        try {
            var wire = dev.parley.contracts.wire.PushRequest.parseFrom(bytes);
            return new PushRequest(
                    new UserId(wire.getUserId()),
                    ConversationId.parse(wire.getConversationId()),
                    wire.getSeq(),
                    new MessageId(wire.getMessageId()),
                    new UserId(wire.getAuthor()));
        } catch (InvalidProtocolBufferException | IllegalArgumentException bad) {
            throw new UnreadableRecordException("push request", bad);
        }
    }
}
