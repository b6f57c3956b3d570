package dev.parley.presence.state;

/// Redis does not answer. Trying again may help.
public final class StoreAwayException extends RuntimeException {
    public StoreAwayException(Throwable cause) {
        super("Redis does not answer", cause);
    }
}
