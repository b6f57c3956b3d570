package dev.parley.contracts.event;

import dev.parley.contracts.error.ErrorCode;
import java.util.Optional;

/// The rules for a message's text: 1 to 99,999 Unicode code points, no unpaired surrogate.
public final class Text {
    public static final int MAX_CODE_POINTS = 99_999;

    private Text() {}

    /// Why `text` can't be sent, or empty if it can.
    public static Optional<ErrorCode> problem(String text) {
        if (text.isEmpty()) {
            return Optional.of(ErrorCode.TEXT_EMPTY);
        }
        int codePoints = 0;
        for (int i = 0; i < text.length(); i++, codePoints++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean paired = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!paired) {
                    return Optional.of(ErrorCode.TEXT_INVALID);
                }
                i++;
            }
        }
        return codePoints > MAX_CODE_POINTS ? Optional.of(ErrorCode.TEXT_TOO_LONG) : Optional.empty();
    }
}
