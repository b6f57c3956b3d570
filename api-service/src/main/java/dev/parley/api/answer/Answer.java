package dev.parley.api.answer;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What was asked for, or a refusal.
public sealed interface Answer<T> {
    record Given<T>(T value) implements Answer<T> {}

    /// @param retryAfter when asking again makes sense, if it does
    record Denied<T>(Refused refused, @Nullable Duration retryAfter) implements Answer<T> {}

    static <T> Answer<T> given(T value) {
        return new Given<>(value);
    }

    static <T> Answer<T> denied(ErrorCode code) {
        return new Denied<>(new Refused(code), null);
    }

    /// @param detail a sentence for people
    static <T> Answer<T> denied(ErrorCode code, String detail) {
        return new Denied<>(new Refused(code, detail), null);
    }

    static <T> Answer<T> denied(ErrorCode code, Duration retryAfter) {
        return new Denied<>(new Refused(code), retryAfter);
    }

    /// @param detail a sentence for people
    static <T> Answer<T> denied(ErrorCode code, String detail, Duration retryAfter) {
        return new Denied<>(new Refused(code, detail), retryAfter);
    }

    /// Goes on with the value; a refusal stays what it is.
    default <R> Answer<R> then(Function<? super T, Answer<R>> next) {
        return switch (this) {
            case Given<T> it -> next.apply(it.value());
            case Denied<T> it -> new Denied<>(it.refused(), it.retryAfter());
        };
    }
}
