package dev.parley.contracts.event;

import java.time.Instant;
import java.time.format.DateTimeParseException;

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

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /// @throws IllegalArgumentException for a time before 1970 or after the year 9999
    public static Mute until(Instant end) {
        // Not left to the constructor: milliseconds of a time far before 1970 don't fit into a long.
        if (end.isBefore(Instant.EPOCH)) {
            throw new IllegalArgumentException("a mute ends after 1970");
        }
        if (end.isAfter(LATEST)) {
            throw new IllegalArgumentException("a mute ends before the year 10000 or never");
        }
        return new Mute(end.toEpochMilli());
    }

    /// As frames and REST say it: an ISO-8601 time in UTC, or `forever`. Not for [#NONE], which is said by absence.
    public String text() {
        return equals(FOREVER) ? "forever" : Instant.ofEpochMilli(untilMillis).toString();
    }

    /// The inverse of [#text].
    ///
    /// @throws IllegalArgumentException if the text is neither
    public static Mute parse(String text) {
        if (text.equals("forever")) {
            return FOREVER;
        }
        try {
            return until(Instant.parse(text));
        } catch (DateTimeParseException notATime) {
            throw new IllegalArgumentException("neither forever nor an ISO-8601 time in UTC", notATime);
        }
    }

    public boolean holdsAt(Instant now) {
        return untilMillis > now.toEpochMilli();
    }
}
