package dev.parley.client.account;

/// This device may not act for its user any more: log in again.
public final class LoggedOutException extends RuntimeException {
    public LoggedOutException(RefusedException why) {
        super(why.detail(), why);
    }
}
