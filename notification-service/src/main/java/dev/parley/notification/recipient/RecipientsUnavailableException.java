package dev.parley.notification.recipient;

import org.jspecify.annotations.Nullable;

/// The API service can't say. Passing trouble: try again.
public final class RecipientsUnavailableException extends RuntimeException {
    public RecipientsUnavailableException(String what, @Nullable Throwable cause) {
        super(what, cause);
    }
}
