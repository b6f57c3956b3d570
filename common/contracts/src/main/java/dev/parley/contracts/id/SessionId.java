package dev.parley.contracts.id;

/// One login on one device, until it ends. A [Snowflake]; text form is decimal.
///
/// @param value greater than 0
public record SessionId(long value) implements Comparable<SessionId> {
    public SessionId {
        Snowflake.requireValid(value);
    }

    /// @throws IllegalArgumentException if `text` is not a decimal number in range; the message says so without
    /// repeating the text
    public static SessionId parse(String text) {
        return new SessionId(Snowflake.parse(text));
    }

    @Override
    public int compareTo(SessionId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
