package dev.parley.notification.webpush;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.kit.time.Ticker;
import dev.parley.notification.provider.RetryAfter;
import java.time.Duration;
import java.util.Optional;

/// Leaves push services alone that fail. Each by itself: anyone may register an endpoint that never answers, and
/// must
/// not silence the others with it.
final class Origins {
    /// Origins remembered. Beyond it the least used is tried as if it had never failed.
    private static final int MAX_REMEMBERED = 10_000;

    /// After so many failures in a row.
    private static final int PATIENCE = 3;

    private static final Duration FIRST_REST = Duration.ofSeconds(5);
    private static final int MOST_DOUBLINGS = 5;

    private final Ticker ticker;
    private final Cache<String, Rest> rests;

    private record Rest(int failures, long until) {}

    Origins(Ticker ticker) {
        this.ticker = ticker;
        this.rests = Caffeine.newBuilder()
                .ticker(ticker::nanos)
                .maximumSize(MAX_REMEMBERED)
                .expireAfterWrite(RetryAfter.LONGEST)
                .build();
    }

    /// How long it is left alone yet.
    Optional<Duration> rest(String origin) {
        Rest rest = rests.getIfPresent(origin);
        long nanos = rest == null ? 0 : rest.until() - ticker.nanos();
        return nanos > 0 ? Optional.of(Duration.ofNanos(nanos)) : Optional.empty();
    }

    void works(String origin) {
        rests.invalidate(origin);
    }

    void failed(String origin, Optional<Duration> asked) {
        rests.asMap().compute(origin, (same, before) -> {
            int failures = before == null ? 1 : before.failures() + 1;
            Duration own = failures < PATIENCE
                    ? Duration.ZERO
                    : FIRST_REST.multipliedBy(1L << Math.min(failures - PATIENCE, MOST_DOUBLINGS));
            return new Rest(failures, ticker.nanos() + asked.orElse(own).toNanos());
        });
    }
}
