package dev.parley.api.account;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a user logs in with and is found by: 3 to 32 of `a-z`, `0-9`, `_`, `.`, `-`. Unique.
public record UserName(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9_.-]{3,32}");

    public UserName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a name is 3 to 32 of a-z, 0-9, _, ., -");
        }
    }

    /// Reads what a person typed: upper case counts as lower case.
    public static Optional<UserName> of(String typed) {
        String lower = typed.toLowerCase(Locale.ROOT);
        return FORM.matcher(lower).matches() ? Optional.of(new UserName(lower)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
