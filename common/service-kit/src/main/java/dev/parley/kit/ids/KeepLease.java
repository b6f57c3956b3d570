package dev.parley.kit.ids;

import dev.parley.kit.time.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gets a worker number's lease for [LeasedIds], renews it at a third of its length, gets another when it was lost,
/// and releases it at the end. One thread at a time.
final class KeepLease {
    private static final Logger log = LoggerFactory.getLogger(KeepLease.class);

    /// Two renewals may fail before the lease ends.
    private static final int RENEWALS_PER_LEASE = 3;

    private final LeaseStore store;
    private final LeasedIds ids;
    private final Clock clock;
    private final Ticker ticker;
    private final RandomGenerator random;
    private final IdsSettings settings;
    private final IdMetrics metrics;
    private final String holder;
    private int failures;

    KeepLease(
            LeaseStore store,
            LeasedIds ids,
            Clock clock,
            Ticker ticker,
            RandomGenerator random,
            IdsSettings settings,
            IdMetrics metrics,
            String holder) {
        this.store = store;
        this.ids = ids;
        this.clock = clock;
        this.ticker = ticker;
        this.random = random;
        this.settings = settings;
        this.metrics = metrics;
        this.holder = holder;
    }

    /// Does what is due now.
    ///
    /// @return after how long it wants to be called again
    Duration step() {
        WorkerLease lease = ids.lease();
        try {
            Duration next = lease == null ? acquire() : renew(lease);
            failures = 0;
            return next;
        } catch (LeasesUnavailableException unavailable) {
            return failed(lease, unavailable);
        }
    }

    private Duration acquire() {
        long askedAtNanos = ticker.nanos();
        long promisedMs = promiseMs();
        WorkerLease lease = store.acquire(holder, promisedMs);
        ids.hold(lease, promisedMs, askedAtNanos);
        log.atInfo()
                .setMessage("worker_number_leased")
                .addKeyValue("worker", lease.worker())
                .addKeyValue("ttlMs", lease.ttl().toMillis())
                .log();
        return untilRenewal(lease);
    }

    private Duration renew(WorkerLease lease) {
        long askedAtNanos = ticker.nanos();
        long promisedMs = promiseMs();
        Optional<WorkerLease> renewed = store.renew(lease.worker(), lease.token(), promisedMs);
        if (renewed.isEmpty()) {
            ids.drop();
            metrics.lost();
            log.atWarn()
                    .setMessage("worker_number_lost")
                    .addKeyValue("worker", lease.worker())
                    .log();
            return Duration.ZERO;
        }
        ids.prolong(renewed.get(), promisedMs, askedAtNanos);
        return untilRenewal(renewed.get());
    }

    /// Stamps no more, and gives the number back if that is possible; otherwise it runs out.
    void release() {
        WorkerLease lease = ids.lease();
        long highestTimeUsedMs = ids.drop();
        if (lease == null) {
            return;
        }
        try {
            store.release(lease.worker(), lease.token(), highestTimeUsedMs);
        } catch (LeasesUnavailableException unavailable) {
            log.atInfo()
                    .setMessage("worker_number_not_released")
                    .addKeyValue("worker", lease.worker())
                    .addKeyValue("reason", unavailable.reason())
                    .log();
        }
    }

    private Duration failed(@Nullable WorkerLease lease, LeasesUnavailableException unavailable) {
        metrics.leaseFailed();
        // Told once for each series of failures; the metric counts them all.
        if (failures == 0) {
            log.atWarn()
                    .setMessage(lease == null ? "worker_number_not_leased" : "worker_number_not_renewed")
                    .addKeyValue("reason", unavailable.reason())
                    .log();
        }
        long pauseMs = settings.retryFirst().toMillis() << Math.min(failures, 20);
        failures++;
        long boundMs = Math.min(pauseMs, settings.retryMost().toMillis());
        // Half of it is random, so that processes that failed together don't come back together.
        return Duration.ofMillis(boundMs / 2 + random.nextLong(boundMs / 2 + 1));
    }

    private long promiseMs() {
        return clock.millis() + settings.promise().toMillis();
    }

    private static Duration untilRenewal(WorkerLease lease) {
        return lease.ttl().dividedBy(RENEWALS_PER_LEASE);
    }
}
