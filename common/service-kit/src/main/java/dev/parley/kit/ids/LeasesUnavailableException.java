package dev.parley.kit.ids;

import org.jspecify.annotations.Nullable;

/// A [LeaseStore] can't answer. Passing trouble: try again after a moment.
public final class LeasesUnavailableException extends RuntimeException {
    public LeasesUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
