package dev.parley.contracts.id;

/// A person's account. A [Snowflake]; text form is decimal.
///
/// @param value greater than 0
public record UserId(long value) implements Comparable<UserId> {
    public UserId {
        Snowflake.requireValid(value);
    }

    /// @throws IllegalArgumentException if `text` is not a decimal number in range; the message says so without
    /// repeating the text
    public static UserId parse(String text) {
        return new UserId(Snowflake.parse(text));
    }

    @Override
    public int compareTo(UserId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
