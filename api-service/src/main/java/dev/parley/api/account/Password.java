package dev.parley.api.account;

import dev.parley.api.text.PlainText;
import java.text.Normalizer;
import java.util.Optional;

/// A password as typed, in Unicode's form C: keyboards differ in how they compose letters (RFC 8265 §4.2). Never
/// shown.
///
/// @param value 8 to 256 code points
public record Password(String value) {
    public static final int MIN = 8;
    public static final int MAX = 256;

    public Password {
        int length = value.codePointCount(0, value.length());
        if (length < MIN || length > MAX || !PlainText.isWellFormed(value)) {
            throw new IllegalArgumentException("a password is 8 to 256 characters");
        }
    }

    public static Optional<Password> of(String typed) {
        if (!PlainText.isWellFormed(typed)) {
            return Optional.empty();
        }
        String composed = Normalizer.normalize(typed, Normalizer.Form.NFC);
        int length = composed.codePointCount(0, composed.length());
        return length < MIN || length > MAX ? Optional.empty() : Optional.of(new Password(composed));
    }

    @Override
    public String toString() {
        return "Password[]";
    }
}
