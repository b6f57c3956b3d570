package dev.parley.contracts.frame;

/// How far a device has read its inbox. Opaque to clients.
///
/// @param epoch which life of the inbox topic the offset belongs to; an inbox made anew has another
/// @param offset of the last inbox record the device was told about, or of what heads it was given cover; −1 before
/// the first
public record Cursor(int epoch, long offset) {
    private static final int RADIX = 36;

    /// The text form; [#parse] is its inverse.
    public String text() {
        return Integer.toUnsignedString(epoch, RADIX) + "." + Long.toString(offset + 1, RADIX);
    }

    /// @throws IllegalArgumentException if `text` is not a cursor
    public static Cursor parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 1 || text.length() > 24) {
            throw new IllegalArgumentException("not a cursor");
        }
        int epoch = Integer.parseUnsignedInt(text.substring(0, dot), RADIX);
        long next = Long.parseLong(text.substring(dot + 1), RADIX);
        if (next < 0) {
            throw new IllegalArgumentException("not a cursor");
        }
        return new Cursor(epoch, next - 1);
    }
}
