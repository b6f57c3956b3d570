package dev.parley.contracts.record;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.event.PushRequest;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import java.util.stream.Collectors;

/// Records of topic `push-requests`. Keys are those of [InboxRecords].
public final class PushRequests {
    public static final String TOPIC = "push-requests";

    private PushRequests() {}

    public static byte[] encode(PushRequest request) {
        var wire = dev.parley.contracts.wire.PushRequest.newBuilder()
                .setUserId(request.user().value())
                .setConversationId(request.conversation().value())
                .setBadge(request.badge());
        switch (request) {
            case PushRequest.Ring ring ->
                wire.setSeq(ring.seq())
                        .setMessageId(ring.id().value())
                        .setAuthor(ring.author().value())
                        .setUnread(ring.unread())
                        .setMutedUntilMs(ring.mute().untilMillis())
                        .addAllReached(
                                ring.reached().stream().map(DeviceId::value).toList())
                        .setPreview(ring.preview());
            case PushRequest.Withdraw withdraw -> wire.setSeq(withdraw.seq()).setWithdraw(true);
        }
        return wire.build().toByteArray();
    }

    /// @throws UnreadableRecordException if the bytes are no record of any version this code knows
    public static PushRequest decode(byte[] bytes) throws UnreadableRecordException {
        try {
            var wire = dev.parley.contracts.wire.PushRequest.parseFrom(bytes);
            UserId user = new UserId(wire.getUserId());
            ConversationId conversation = ConversationId.parse(wire.getConversationId());
            if (wire.getWithdraw()) {
                return new PushRequest.Withdraw(user, conversation, wire.getSeq(), wire.getBadge());
            }
            return new PushRequest.Ring(
                    user,
                    conversation,
                    wire.getSeq(),
                    new MessageId(wire.getMessageId()),
                    new UserId(wire.getAuthor()),
                    wire.getBadge(),
                    wire.getUnread(),
                    new Mute(wire.getMutedUntilMs()),
                    wire.getReachedList().stream().map(DeviceId::new).collect(Collectors.toSet()),
                    wire.getPreview());
        } catch (InvalidProtocolBufferException | IllegalArgumentException bad) {
            throw new UnreadableRecordException("push request", bad);
        }
    }
}
