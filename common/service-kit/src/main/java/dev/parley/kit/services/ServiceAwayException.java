package dev.parley.kit.services;

import org.jspecify.annotations.Nullable;

/// Another service gave no answer, or none that helps. Passing trouble: trying again may help; what was asked for
/// may have been done all the same.
public final class ServiceAwayException extends Exception {
    private final String reason;

    ServiceAwayException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    /// For people: names the service, not what it was asked for.
    public String reason() {
        return reason;
    }
}
