package dev.parley.kit.ids;

import dev.parley.contracts.id.Snowflake;
import dev.parley.contracts.id.SnowflakeGenerator;
import dev.parley.contracts.id.Stamp;
import dev.parley.kit.time.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Stamps with the worker number that [KeepLease] holds, and with nothing once that lease is about to end.
public final class LeasedIds implements IdSource {
    /// A wait is spent in pieces, so that a millisecond's end is not overslept by much.
    private static final Duration PIECE = Duration.ofNanos(100_000);

    /// For callers: how soon a renewal or a new lease can be expected.
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Clock clock;
    private final Ticker ticker;
    private final IdsSettings settings;
    private final IdMetrics metrics;
    private final int mostPieces;
    private final ClockWatch clockWatch = new ClockWatch();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable HeldNumber held;
    /// The greatest id given or followed under any lease of this process.
    private long last;

    LeasedIds(Clock clock, Ticker ticker, IdsSettings settings, IdMetrics metrics) {
        this.clock = clock;
        this.ticker = ticker;
        this.settings = settings;
        this.metrics = metrics;
        this.mostPieces = Math.toIntExact(settings.maxWait().dividedBy(PIECE));
        metrics.watch(this);
    }

    @Override
    public long next() {
        // Ends after maxWait, also when others keep taking the ids that were waited for.
        for (int piece = 0; piece <= mostPieces; piece++) {
            switch (stamp()) {
                case Stamp.Id it -> {
                    return it.id();
                }
                case Stamp.Refused it -> throw unavailable(reason(it));
                case Stamp.Wait it -> LockSupport.parkNanos(PIECE.toNanos());
            }
        }
        throw unavailable(IdsUnavailableException.Reason.TOO_MANY);
    }

    private Stamp stamp() {
        lock.lock();
        try {
            HeldNumber number = held;
            if (number == null || number.isOver(ticker.nanos())) {
                throw unavailable(IdsUnavailableException.Reason.NO_LEASE);
            }
            Stamp stamp = number.generator().next(wallMs());
            if (stamp instanceof Stamp.Id id) {
                last = id.id();
                metrics.stamped();
            }
            return stamp;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void observe(long id) {
        lock.lock();
        try {
            if (id <= last) {
                return;
            }
            long wallMs = wallMs();
            HeldNumber number = held;
            boolean followed = number == null
                    ? Snowflake.unixMs(id) <= wallMs + settings.maxLead().toMillis()
                    : number.generator().observe(id, wallMs);
            if (followed) {
                last = id;
            } else {
                metrics.ignored();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Whether ids can be given as far as the lease goes.
    boolean hasLease() {
        return !remaining().isZero();
    }

    /// How long ids can be given without another renewal.
    Duration remaining() {
        lock.lock();
        try {
            HeldNumber number = held;
            return number == null
                    ? Duration.ZERO
                    : Duration.ofNanos(Math.max(0, number.stopAtNanos() - ticker.nanos()));
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    WorkerLease lease() {
        lock.lock();
        try {
            return held == null ? null : held.lease();
        } finally {
            lock.unlock();
        }
    }

    /// Stamps with `lease` from now on.
    ///
    /// @param promisedMs the highest time used as the lease store has it
    void hold(WorkerLease lease, long promisedMs, long askedAtNanos) {
        lock.lock();
        try {
            SnowflakeGenerator generator =
                    new SnowflakeGenerator(lease.worker(), lease.highestTimeUsedMs(), last, settings.bounds());
            generator.allowUntil(promisedMs);
            held = HeldNumber.of(lease, generator, askedAtNanos);
        } finally {
            lock.unlock();
        }
    }

    /// Goes on stamping with the number it holds.
    void prolong(WorkerLease renewed, long promisedMs, long askedAtNanos) {
        lock.lock();
        try {
            HeldNumber number = held;
            if (number == null || number.lease().worker() != renewed.worker()) {
                throw new IllegalStateException("only a held number can be prolonged");
            }
            number.generator().allowUntil(promisedMs);
            held = HeldNumber.of(renewed, number.generator(), askedAtNanos);
        } finally {
            lock.unlock();
        }
    }

    /// Stamps no more.
    ///
    /// @return the time of the last id, which is the highest time used
    long drop() {
        lock.lock();
        try {
            held = null;
            return Snowflake.unixMs(last);
        } finally {
            lock.unlock();
        }
    }

    private long wallMs() {
        long wallMs = clock.millis();
        metrics.clockStep(clockWatch.read(wallMs, ticker.nanos()));
        return wallMs;
    }

    private IdsUnavailableException unavailable(IdsUnavailableException.Reason reason) {
        metrics.refused(reason);
        return new IdsUnavailableException(reason, RETRY_AFTER);
    }

    private static IdsUnavailableException.Reason reason(Stamp.Refused refused) {
        return switch (refused.reason()) {
            case CLOCK_BEHIND -> IdsUnavailableException.Reason.CLOCK_BEHIND;
            case BEYOND_LIMIT -> IdsUnavailableException.Reason.BEYOND_LIMIT;
        };
    }
}
