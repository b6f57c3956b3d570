package dev.parley.notification.provider;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/// Makes notices fit into a provider's limit by shortening what is shown of the text, on the border of a code
/// point.
public final class Fitting {
    private Fitting() {}

    /// @param encode makes the bytes that the limit is about
    /// @return empty if even a notice without text is too large
    public static Optional<byte[]> into(int limitBytes, Notice notice, Function<Notice, byte[]> encode) {
        byte[] whole = encode.apply(notice);
        Notice shorter = notice;
        // Each round takes away at least a code point; a preview has a few hundred.
        while (whole.length > limitBytes
                && shorter instanceof Notice.Ring ring
                && ring.preview().filter(it -> !it.text().isEmpty()).isPresent()) {
            Notice.Preview preview = ring.preview().get();
            String text = withoutLast(preview.text(), whole.length - limitBytes);
            shorter = ring.with(new Notice.Preview(preview.sender(), text));
            whole = encode.apply(shorter);
        }
        return whole.length > limitBytes ? Optional.empty() : Optional.of(whole);
    }

    /// Without as few code points at the end as have that many bytes in UTF-8.
    static String withoutLast(String text, int bytes) {
        int end = text.length();
        int cut = 0;
        while (cut < bytes && end > 0) {
            int point = text.codePointBefore(end);
            end -= Character.charCount(point);
            cut += Character.toString(point).getBytes(StandardCharsets.UTF_8).length;
        }
        return text.substring(0, end);
    }
}
