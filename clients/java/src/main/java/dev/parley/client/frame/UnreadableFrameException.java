package dev.parley.client.frame;

/// A frame or answer that is not what docs/protocol.md says. Reading it again will not help.
public final class UnreadableFrameException extends RuntimeException {
    public UnreadableFrameException(String what) {
        super(what);
    }

    public UnreadableFrameException(String what, Throwable cause) {
        super(what, cause);
    }
}
