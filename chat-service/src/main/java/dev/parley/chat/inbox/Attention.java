package dev.parley.chat.inbox;

import java.time.Duration;

/// When a phone is rung though a socket took the message.
///
/// @param confirmWithin a device that has not confirmed a message by then is taken for dead
/// @param activeWithin a user who did something on a device that recently has seen what it confirms
public record Attention(Duration confirmWithin, Duration activeWithin) {
    public Attention {
        if (!confirmWithin.isPositive() || activeWithin.isNegative()) {
            throw new IllegalArgumentException("confirm-within is longer than zero, active-within not below it");
        }
    }

    boolean isActive(Connection connection, long nowNanos) {
        long activeAt = connection.activeAtNanos();
        return activeAt != Connection.NEVER_ACTIVE && nowNanos - activeAt <= activeWithin.toNanos();
    }
}
