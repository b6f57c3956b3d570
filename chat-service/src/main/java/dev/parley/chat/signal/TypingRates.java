package dev.parley.chat.signal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.chat.admission.TokenBucket;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.time.Ticker;
import java.time.Duration;

/// How often each user may be seen typing, all devices together. Safe for any number of threads.
final class TypingRates {
    /// In one conversation.
    static final Duration PAUSE = Duration.ofSeconds(3);

    /// In all conversations together: nobody writes in many at once.
    static final TokenBucket.Size OVERALL = new TokenBucket.Size(1, 10);

    private static final Duration OVERALL_REFILL = Duration.ofSeconds(OVERALL.burst() / OVERALL.perSecond());

    /// Users, and users in conversations, of the last seconds. Beyond it some may be seen typing more often.
    private static final int MAX_REMEMBERED = 200_000;

    private record Place(UserId user, ConversationId conversation) {}

    private final Ticker ticker;
    private final Cache<Place, Boolean> recent;
    private final Cache<UserId, TokenBucket> buckets;

    TypingRates(Ticker ticker) {
        this.ticker = ticker;
        this.recent = Caffeine.newBuilder()
                .ticker(ticker::nanos)
                .expireAfterWrite(PAUSE)
                .maximumSize(MAX_REMEMBERED)
                .build();
        this.buckets = Caffeine.newBuilder()
                .ticker(ticker::nanos)
                .expireAfterAccess(OVERALL_REFILL)
                .maximumSize(MAX_REMEMBERED)
                .build();
    }

    /// Whether it may be passed on; if so it counts.
    boolean take(UserId user, ConversationId conversation) {
        Place place = new Place(user, conversation);
        if (recent.getIfPresent(place) != null) {
            return false;
        }
        long now = ticker.nanos();
        return buckets.get(user, unused -> new TokenBucket(OVERALL, now)).take(now) == 0
                && recent.asMap().putIfAbsent(place, true) == null;
    }
}
