package dev.parley.chat.admission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.time.Ticker;
import java.time.Duration;

/// How fast each user may send. All connections of a user share one bucket, and it outlives them, so that coming
/// back does not refill it.
public final class SendRates {
    /// Users who sent a moment ago. Beyond it the one who has been quiet longest starts with a full bucket again.
    private static final int MAX_USERS = 500_000;

    private final TokenBucket.Size size;
    private final Ticker ticker;
    private final Cache<UserId, TokenBucket> buckets;

    public SendRates(TokenBucket.Size size, Ticker ticker) {
        this.size = size;
        this.ticker = ticker;
        this.buckets = Caffeine.newBuilder()
                .ticker(ticker::nanos)
                .expireAfterAccess(Duration.ofNanos(size.refillNanos()))
                .maximumSize(MAX_USERS)
                .build();
    }

    /// Takes the right to send one message.
    ///
    /// @param price in messages that cost nothing but themselves; what exceeds a burst is given
    /// @return zero if it was taken, else how long the user has to wait
    public Duration take(UserId user, long price) {
        long now = ticker.nanos();
        return Duration.ofNanos(
                buckets.get(user, unused -> new TokenBucket(size, now)).take(now, price));
    }
}
