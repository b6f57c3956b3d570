package dev.parley.notification.deliver;

import dev.parley.notification.outstanding.OutstandingStore;
import java.time.Duration;
import java.time.InstantSource;

/// Forgets conversations on devices for which nothing was asked for long.
final class ForgetOutstanding {
    /// In one transaction; there is another round at once if it was as many.
    private static final int BATCH = 1_000;

    private final OutstandingStore store;
    private final Duration after;
    private final InstantSource clock;

    ForgetOutstanding(OutstandingStore store, Duration after, InstantSource clock) {
        this.store = store;
        this.after = after;
        this.clock = clock;
    }

    /// @return whether there may be more
    boolean once() {
        return store.forget(clock.instant().minus(after), BATCH) == BATCH;
    }
}
