package dev.parley.chat.conversation;

import dev.parley.contracts.event.EventBody;

/// Which bodies travel and lie with their event, and which lie apart.
final class Bodies {
    /// Larger ones do not travel through inboxes: 100 members would mean 100 copies in Kafka.
    static final int MAX_INBOX_BYTES = 4 * 1_024;
    /// Larger ones have a row of their own.
    static final int MAX_EVENT_ROW_BYTES = 8 * 1_024;

    private static final int MAX_UTF8_BYTES_PER_CHAR = 3;

    private Bodies() {}

    /// The body itself, or a [EventBody.Stored] in its place if it is a text above `maxBytes` of UTF-8.
    static EventBody atMost(int maxBytes, EventBody body) {
        if (body instanceof EventBody.Text text && text.text().length() * MAX_UTF8_BYTES_PER_CHAR > maxBytes) {
            int bytes = utf8Bytes(text.text());
            return bytes > maxBytes ? new EventBody.Stored(bytes) : body;
        }
        return body;
    }

    static int utf8Bytes(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes++;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (Character.isHighSurrogate(c)) {
                bytes += 4;
                i++;
            } else {
                bytes += 3;
            }
        }
        return bytes;
    }
}
