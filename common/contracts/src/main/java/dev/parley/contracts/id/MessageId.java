package dev.parley.contracts.id;

/// An event of a conversation, stamped where it was first accepted. Sorts by time to within clock skew. A
/// [Snowflake]; text form is decimal.
///
/// @param value greater than 0
public record MessageId(long value) implements Comparable<MessageId> {
    public MessageId {
        Snowflake.requireValid(value);
    }

    /// @throws IllegalArgumentException if `text` is not a decimal number in range; the message says so without
    /// repeating the text
    public static MessageId parse(String text) {
        return new MessageId(Snowflake.parse(text));
    }

    @Override
    public int compareTo(MessageId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
