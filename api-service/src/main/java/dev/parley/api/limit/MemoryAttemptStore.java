package dev.parley.api.limit;

import dev.parley.kit.time.Ticker;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// Counts of this process alone.
final class MemoryAttemptStore implements AttemptStore {
    /// When reached, the window that began first is forgotten: an attacker with this many accounts and addresses
    /// gets some
    /// more attempts, the service does not run out of memory.
    static final int MAX_WINDOWS = 100_000;

    private record Window(long endNanos, long attempts) {}

    private final Ticker ticker;
    private final Map<String, Window> windows = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
            return size() > MAX_WINDOWS;
        }
    };

    MemoryAttemptStore(Ticker ticker) {
        this.ticker = ticker;
    }

    @Override
    public synchronized Tally count(String key, Duration window) {
        long now = ticker.nanos();
        Window known = windows.get(key);
        if (known != null && known.endNanos - now <= 0) {
            windows.remove(key); // So that the new window stands at the end of the order.
            known = null;
        }
        Window counted =
                known == null ? new Window(now + window.toNanos(), 1) : new Window(known.endNanos, known.attempts + 1);
        windows.put(key, counted);
        return new Tally(counted.attempts, Duration.ofNanos(counted.endNanos - now));
    }

    @Override
    public synchronized void uncount(String key) {
        windows.computeIfPresent(key, (same, it) -> it.attempts <= 1 ? null : new Window(it.endNanos, it.attempts - 1));
    }
}
