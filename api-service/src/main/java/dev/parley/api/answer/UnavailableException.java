package dev.parley.api.answer;

import org.jspecify.annotations.Nullable;

/// Something behind this service does not answer. Passing trouble: the caller is told to try again.
public class UnavailableException extends RuntimeException {
    /// @param what does not answer; for logs
    public UnavailableException(String what, @Nullable Throwable cause) {
        super(what + " does not answer", cause);
    }
}
