package dev.parley.chat.inbox;

import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.frame.ServerFrameWriter;
import java.io.ByteArrayOutputStream;

/// A frame as UTF-8 JSON, encoded once however many connections it goes to.
///
/// @param json never changed after construction; not copied
@SuppressWarnings("ArrayRecordComponent") // identity is enough; frames are never compared
public record EncodedFrame(byte[] json) {
    public static EncodedFrame of(ServerFrame frame) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        ServerFrameWriter.write(frame, out);
        return new EncodedFrame(out.toByteArray());
    }
}
