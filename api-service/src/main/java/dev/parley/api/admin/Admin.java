package dev.parley.api.admin;

import java.util.regex.Pattern;

/// An operator. A controller method that has a parameter of this type is for operators only; every address below
/// `/admin` has one.
///
/// @param name as the keys file says it: 1 to 32 of `a-z`, `0-9`, `_`, `.`, `-`
public record Admin(String name) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9_.-]{1,32}");

    public Admin {
        if (!FORM.matcher(name).matches()) {
            throw new IllegalArgumentException("an operator's name is 1 to 32 of a-z, 0-9, _, ., -");
        }
    }
}
