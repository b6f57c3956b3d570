package dev.parley.kit.ids;

import org.jspecify.annotations.Nullable;

/// A [LeaseStore] can't answer, or has nothing to give. Passing trouble: try again after a moment.
public final class LeasesUnavailableException extends RuntimeException {
    private final String reason;

    /// @param reason for people on both sides of the wire: nothing secret, no addresses
    public LeasesUnavailableException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
