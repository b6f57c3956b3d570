package dev.parley.contracts.record;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.parley.contracts.bus.BusMessage;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.wire.BusPresence;
import dev.parley.contracts.wire.BusPresenceChange;
import dev.parley.contracts.wire.BusReceipt;
import dev.parley.contracts.wire.BusTyping;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Messages of the bus, on the channels that [dev.parley.contracts.directory.DirectoryKeys] names.
public final class BusMessages {
    private BusMessages() {}

    public static byte[] encode(BusMessage message) {
        var wire = dev.parley.contracts.wire.BusMessage.newBuilder();
        message.recipients().forEach(user -> wire.addRecipients(user.value()));
        switch (message.what()) {
            case BusMessage.Presence it -> wire.setPresence(presence(it));
            case BusMessage.Typing it ->
                wire.setTyping(BusTyping.newBuilder()
                        .setConversationId(it.conversation().value())
                        .setUserId(it.user().value()));
            case BusMessage.Receipt it ->
                wire.setReceipt(BusReceipt.newBuilder()
                        .setConversationId(it.conversation().value())
                        .setUserId(it.user().value())
                        .setReadSeq(it.readSeq())
                        .setDeliveredSeq(it.deliveredSeq()));
        }
        return wire.build().toByteArray();
    }

    private static BusPresence presence(BusMessage.Presence it) {
        BusPresence.Builder presence = BusPresence.newBuilder();
        for (BusMessage.Change change : it.changes()) {
            BusPresenceChange.Builder wire = BusPresenceChange.newBuilder()
                    .setUserId(change.user().value())
                    .setOnline(change.online());
            Instant lastSeen = change.lastSeen();
            if (lastSeen != null) {
                wire.setLastSeenMs(lastSeen.toEpochMilli());
            }
            presence.addChanges(wire);
        }
        return presence.build();
    }

    /// @throws UnreadableRecordException if the bytes are no message of any version this code knows
    public static BusMessage decode(byte[] bytes) throws UnreadableRecordException {
        try {
            var wire = dev.parley.contracts.wire.BusMessage.parseFrom(bytes);
            List<UserId> recipients = new ArrayList<>(wire.getRecipientsCount());
            wire.getRecipientsList().forEach(user -> recipients.add(new UserId(user)));
            return new BusMessage(recipients, what(wire));
        } catch (InvalidProtocolBufferException | IllegalArgumentException bad) {
            throw new UnreadableRecordException("bus message", bad);
        }
    }

    private static BusMessage.What what(dev.parley.contracts.wire.BusMessage wire) throws UnreadableRecordException {
        return switch (wire.getWhatCase()) {
            case PRESENCE ->
                new BusMessage.Presence(wire.getPresence().getChangesList().stream()
                        .map(BusMessages::change)
                        .toList());
            case TYPING -> {
                BusTyping it = wire.getTyping();
                yield new BusMessage.Typing(ConversationId.parse(it.getConversationId()), new UserId(it.getUserId()));
            }
            case RECEIPT -> {
                BusReceipt it = wire.getReceipt();
                yield new BusMessage.Receipt(
                        ConversationId.parse(it.getConversationId()),
                        new UserId(it.getUserId()),
                        it.getReadSeq(),
                        it.getDeliveredSeq());
            }
            case WHAT_NOT_SET -> throw new UnreadableRecordException("bus message without content", null);
        };
    }

    private static BusMessage.Change change(BusPresenceChange wire) {
        return new BusMessage.Change(
                new UserId(wire.getUserId()),
                wire.getOnline(),
                wire.getLastSeenMs() == 0 ? null : Instant.ofEpochMilli(wire.getLastSeenMs()));
    }
}
