package dev.parley.chat.presence;

/// The store does not answer. Trying again may help.
public final class PresenceAwayException extends RuntimeException {
    public PresenceAwayException(Throwable cause) {
        super("the presence store does not answer", cause);
    }
}
