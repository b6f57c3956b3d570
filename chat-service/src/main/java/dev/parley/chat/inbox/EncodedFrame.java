package dev.parley.chat.inbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.parley.contracts.frame.Cursor;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.frame.ServerFrameWriter;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// A frame as UTF-8 JSON, encoded once however many connections it goes to.
///
/// @param json never changed after construction; not copied
@SuppressWarnings("ArrayRecordComponent") // identity is enough; frames are never compared
public record EncodedFrame(byte[] json) {
    private static final byte[] END = {'"', '}'};

    public static EncodedFrame of(ServerFrame frame) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        ServerFrameWriter.write(frame, out);
        return new EncodedFrame(out.toByteArray());
    }

    /// This event frame for somebody else's inbox, copied rather than encoded again. Only for event frames: their
    /// last field is the cursor, which JSON does not escape.
    EncodedFrame withCursor(Cursor cursor) {
        int start = json.length - END.length;
        while (json[start - 1] != '"') {
            start--;
        }
        byte[] text = cursor.text().getBytes(US_ASCII);
        byte[] other = Arrays.copyOf(json, start + text.length + END.length);
        System.arraycopy(text, 0, other, start, text.length);
        System.arraycopy(END, 0, other, start + text.length, END.length);
        return new EncodedFrame(other);
    }
}
