package dev.parley.client.frame;

import dev.parley.fuzzkit.FuzzTarget;

/// What a server says to the Java client.
public final class ServerFrameFuzzTarget implements FuzzTarget {
    @Override
    public String name() {
        return "server-frames";
    }

    @Override
    public String promise() {
        return "a frame or an UnreadableFrameException";
    }

    @Override
    public void hold(byte[] input) {
        String text = FuzzTarget.text(input);
        Incoming frame;
        try {
            frame = IncomingReader.read(text);
        } catch (UnreadableFrameException refused) {
            return;
        }
        FuzzTarget.requireEqual(frame, IncomingReader.read(text));
    }
}
