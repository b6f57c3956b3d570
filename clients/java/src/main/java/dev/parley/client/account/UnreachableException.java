package dev.parley.client.account;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The server does not answer, or not now. Trying again may help.
public final class UnreachableException extends RuntimeException {
    private final Duration retryAfter;

    /// @param retryAfter as the server said, zero if it did not
    public UnreachableException(String what, Duration retryAfter, @Nullable Throwable cause) {
        super(what, cause);
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
