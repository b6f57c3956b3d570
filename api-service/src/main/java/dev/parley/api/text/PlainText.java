package dev.parley.api.text;

import java.text.Normalizer;
import java.util.Locale;

/// Texts as they are kept: without white space around them, in Unicode's form C, so that what looks the same is the
/// same. Lengths count code points.
public final class PlainText {
    /// U+202A to U+202E and U+2066 to U+2069 turn the direction of what stands after them, also outside of a name.
    private static final String DIRECTION_CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

    private PlainText() {}

    /// The form that is kept. Idempotent.
    public static String tidy(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).strip();
    }

    /// The form in which names are searched: a prefix of what people see is a prefix of it.
    public static String searchKey(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
    }

    /// Whether `text`, once tidied, has `min` to `max` code points, each of which people can see or type: no
    /// control characters, no half surrogates, and in one line nothing that turns the direction of its
    /// surroundings.
    ///
    /// @param lines whether line breaks and tabs may stand in it
    public static boolean isPlain(String text, int min, int max, boolean lines) {
        if (!isWellFormed(text)) {
            return false;
        }
        String tidy = tidy(text);
        int length = tidy.codePointCount(0, tidy.length());
        return length >= min && length <= max && tidy.codePoints().allMatch(c -> isAllowed(c, lines));
    }

    /// Whether every surrogate has its other half, so that the text has a UTF-8 form.
    public static boolean isWellFormed(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static boolean isAllowed(int codePoint, boolean lines) {
        if (lines && (codePoint == '\n' || codePoint == '\t')) {
            return true;
        }
        int type = Character.getType(codePoint);
        return type != Character.CONTROL
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && DIRECTION_CONTROLS.indexOf(codePoint) < 0;
    }
}
