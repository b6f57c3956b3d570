package dev.parley.chat.conversation;

import org.jspecify.annotations.Nullable;

/// Something behind this server does not answer. Trying again may help; nothing is half done that a repetition
/// would not repair.
public final class UnavailableException extends RuntimeException {
    public UnavailableException(String what, @Nullable Throwable cause) {
        super(what, cause);
    }
}
