package dev.parley.kit.problem;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Carries a [Refused] out of a controller. The answer is a problem; nothing is logged, since it is the caller's
/// mistake or passing trouble.
public final class RefusedException extends RuntimeException {
    private final transient Refused refused;
    private final @Nullable Duration retryAfter;

    public RefusedException(Refused refused) {
        this(refused, null);
    }

    public RefusedException(ErrorCode code) {
        this(new Refused(code), null);
    }

    /// @param retryAfter for the Retry-After header, rounded up to seconds
    public RefusedException(Refused refused, @Nullable Duration retryAfter) {
        super(refused.code().wireName());
        this.refused = refused;
        this.retryAfter = retryAfter;
    }

    public Refused refused() {
        return refused;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
