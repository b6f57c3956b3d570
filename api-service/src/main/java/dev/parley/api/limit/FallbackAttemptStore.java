package dev.parley.api.limit;

import dev.parley.kit.time.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts in the shared store while it answers, else in memory. So logins go on while Redis is away, and each
/// replica limits what it sees itself: with n replicas an attacker gets up to n times the attempts, for that long.
final class FallbackAttemptStore implements AttemptStore {
    /// After a failure the shared store is left alone for this long, so that not every login waits for its timeout.
    static final Duration PAUSE = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(FallbackAttemptStore.class);
    private static final long NOT_PAUSED = 0;

    private final AttemptStore shared;
    private final AttemptStore memory;
    private final Ticker ticker;
    private final AtomicLong pausedUntilNanos = new AtomicLong(NOT_PAUSED);

    FallbackAttemptStore(AttemptStore shared, AttemptStore memory, Ticker ticker) {
        this.shared = shared;
        this.memory = memory;
        this.ticker = ticker;
    }

    /// Whether the shared store failed last time it was asked.
    boolean inMemory() {
        return pausedUntilNanos.get() != NOT_PAUSED;
    }

    @Override
    public Tally count(String key, Duration window) {
        if (isSharedDue()) {
            try {
                Tally tally = shared.count(key, window);
                returned();
                return tally;
            } catch (AttemptStoreException away) {
                pause(away);
            }
        }
        return memory.count(key, window);
    }

    @Override
    public void uncount(String key) {
        memory.uncount(key);
        if (isSharedDue()) {
            try {
                shared.uncount(key);
                returned();
            } catch (AttemptStoreException away) {
                pause(away);
            }
        }
    }

    private boolean isSharedDue() {
        long until = pausedUntilNanos.get();
        return until == NOT_PAUSED || ticker.nanos() - until >= 0;
    }

    private void pause(AttemptStoreException away) {
        long until = ticker.nanos() + PAUSE.toNanos();
        if (pausedUntilNanos.getAndSet(until == NOT_PAUSED ? 1 : until) == NOT_PAUSED) {
            log.atWarn().setMessage("login_limits_in_memory").setCause(away).log();
        }
    }

    private void returned() {
        if (pausedUntilNanos.getAndSet(NOT_PAUSED) != NOT_PAUSED) {
            log.atInfo().setMessage("login_limits_shared_again").log();
        }
    }
}
