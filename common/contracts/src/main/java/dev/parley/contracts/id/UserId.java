package dev.parley.contracts.id;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

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

    /// With commas between: how services ask each other about several.
    public static String list(Collection<UserId> users) {
        return users.stream().map(UserId::toString).collect(Collectors.joining(","));
    }

    /// What [#list] gave; nobody if it is blank.
    ///
    /// @throws IllegalArgumentException as [#parse]
    public static Set<UserId> parseList(String list) {
        if (list.isBlank()) {
            return Set.of();
        }
        return Arrays.stream(list.strip().split(",", -1)).map(UserId::parse).collect(Collectors.toSet());
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
