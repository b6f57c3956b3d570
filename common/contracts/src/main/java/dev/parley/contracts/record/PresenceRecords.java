package dev.parley.contracts.record;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.parley.contracts.event.PresenceChanges;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.wire.PresenceChange;
import dev.parley.contracts.wire.PresenceChangesRecord;
import java.nio.ByteBuffer;
import java.time.Instant;

/// Records of topic `presence-changes`: the changes of one slot in the slot's partition.
public final class PresenceRecords {
    public static final String TOPIC = "presence-changes";

    private PresenceRecords() {}

    /// The slot as 4 bytes, big-endian.
    public static byte[] key(int slot) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(slot).array();
    }

    public static byte[] encode(PresenceChanges changes) {
        PresenceChangesRecord.Builder wire = PresenceChangesRecord.newBuilder().setSlot(changes.slot());
        changes.changes()
                .forEach(change -> wire.addChanges(PresenceChange.newBuilder()
                        .setUserId(change.user().value())
                        .setOnline(change.online())
                        .setFoundAtMs(change.foundAt().toEpochMilli())));
        return wire.build().toByteArray();
    }

    /// @throws UnreadableRecordException if the bytes are no record of any version this code knows
    public static PresenceChanges decode(byte[] bytes) throws UnreadableRecordException {
        try {
            PresenceChangesRecord wire = PresenceChangesRecord.parseFrom(bytes);
            return new PresenceChanges(
                    wire.getSlot(),
                    wire.getChangesList().stream()
                            .map(change -> new PresenceChanges.Change(
                                    new UserId(change.getUserId()),
                                    change.getOnline(),
                                    Instant.ofEpochMilli(change.getFoundAtMs())))
                            .toList());
        } catch (InvalidProtocolBufferException | IllegalArgumentException bad) {
            throw new UnreadableRecordException("presence changes", bad);
        }
    }
}
