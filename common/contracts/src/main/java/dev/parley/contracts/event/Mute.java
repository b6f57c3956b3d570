package dev.parley.contracts.event;

import java.time.Instant;

/// Until when a user wants no push for a conversation.
///
/// @param untilMillis Unix time in ms; 0 for not at all, [Long#MAX_VALUE] for ever
public record Mute(long untilMillis) {
    public static final Mute NONE = new Mute(0);
    public static final Mute FOREVER = new Mute(Long.MAX_VALUE);

    public Mute {
        if (untilMillis < 0) {
            throw new IllegalArgumentException("a mute ends after 1970, not at " + untilMillis);
        }
    }

    public static Mute until(Instant end) {
        return new Mute(end.toEpochMilli());
    }

    public boolean holdsAt(Instant now) {
        return untilMillis > now.toEpochMilli();
    }
}
