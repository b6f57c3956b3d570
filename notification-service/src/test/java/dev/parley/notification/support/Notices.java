package dev.parley.notification.support;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import dev.parley.notification.provider.Notice;
import java.time.Instant;
import java.util.Optional;

/// Notices to push.
public final class Notices {
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    public static final ConversationId ROOM = ConversationId.parse("g.8388608");

    private Notices() {}

    public static Notice.Ring ring() {
        return ring(Optional.empty());
    }

    public static Notice.Ring ring(String sender, String text) {
        return ring(Optional.of(new Notice.Preview(sender, text)));
    }

    private static Notice.Ring ring(Optional<Notice.Preview> preview) {
        return new Notice.Ring(
                new UserId(1L << 22), new DeviceId(2L << 22), ROOM, 7, 12, NOW.plusSeconds(3_600), 3, preview);
    }

    public static Notice.TakeBack takeBack() {
        return new Notice.TakeBack(new UserId(1L << 22), new DeviceId(2L << 22), ROOM, 7, 0, NOW.plusSeconds(3_600));
    }
}
