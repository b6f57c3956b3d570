package dev.parley.contracts.record;

import org.jspecify.annotations.Nullable;

/// Bytes that no version of this code wrote. Trying again does not help.
public final class UnreadableRecordException extends Exception {
    public UnreadableRecordException(String what, @Nullable Throwable cause) {
        super("unreadable " + what, cause);
    }
}
