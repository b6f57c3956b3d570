package dev.parley.client.terminal;

/// Foreign text as it may stand in a terminal. Control characters command terminals (titles, colours, even answers
/// to type), and direction marks reorder what stands beside them; both are shown instead of obeyed.
public final class PrintableText {
    /// Stands before every further line of a message, so that none passes for a line of the program.
    static final String FURTHER_LINE = "  │ ";

    private static final int CONTROL_PICTURES = 0x2400;
    private static final int DELETE_PICTURE = 0x2421;
    private static final int DELETE = 0x7f;
    private static final int TAB_WIDTH = 4;

    private PrintableText() {}

    /// On one line: for names, titles and whatever stands beside other text.
    public static String line(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(c -> append(line, c));
        return line.toString();
    }

    /// At most `limit` characters of it, on one line.
    static String shortLine(String text, int limit) {
        int length = text.codePointCount(0, text.length());
        return length <= limit ? line(text) : line(text.substring(0, text.offsetByCodePoints(0, limit - 1))) + "…";
    }

    /// With its line breaks, further lines marked by [#FURTHER_LINE].
    static String block(String text) {
        StringBuilder block = new StringBuilder(text.length());
        text.replace("\r\n", "\n").codePoints().forEach(c -> {
            if (c == '\n') {
                block.append('\n').append(FURTHER_LINE);
            } else if (c == '\t') {
                block.repeat(' ', TAB_WIDTH);
            } else {
                append(block, c);
            }
        });
        return block.toString();
    }

    private static void append(StringBuilder to, int c) {
        if (c < ' ') {
            to.appendCodePoint(CONTROL_PICTURES + c);
        } else if (c == DELETE) {
            to.appendCodePoint(DELETE_PICTURE);
        } else if (commands(c)) {
            to.append("\\u{").append(Integer.toHexString(c)).append('}');
        } else {
            to.appendCodePoint(c);
        }
    }

    /// Whether a character does something rather than being seen. Zero-width joiners stay: emoji and scripts need
    /// them.
    static boolean commands(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            case Character.FORMAT -> c != 0x200c && c != 0x200d && !isTag(c);
            default -> false;
        };
    }

    /// Flags of regions are written with these.
    private static boolean isTag(int c) {
        return c >= 0xe0020 && c <= 0xe007f;
    }
}
