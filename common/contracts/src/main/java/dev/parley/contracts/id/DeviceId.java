package dev.parley.contracts.id;

/// An installation of a client. Login creates it. A [Snowflake]; text form is decimal.
///
/// @param value greater than 0
public record DeviceId(long value) implements Comparable<DeviceId> {
    public DeviceId {
        Snowflake.requireValid(value);
    }

    /// @throws IllegalArgumentException if `text` is not a decimal number in range; the message says so without
    /// repeating the text
    public static DeviceId parse(String text) {
        return new DeviceId(Snowflake.parse(text));
    }

    @Override
    public int compareTo(DeviceId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
