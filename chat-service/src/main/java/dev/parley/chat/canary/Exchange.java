package dev.parley.chat.canary;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Messages under way between two canaries. Safe for any number of threads.
final class Exchange {
    private final Duration patience;
    private final Map<String, Long> underWay = new HashMap<>();

    /// @param patience what has not arrived by then is missing
    Exchange(Duration patience) {
        this.patience = patience;
    }

    synchronized void sent(String clientMessageId, long nowNanos) {
        underWay.put(clientMessageId, nowNanos);
    }

    /// How long it took; empty if nobody waits for it any more.
    synchronized Optional<Duration> arrived(String clientMessageId, long nowNanos) {
        return Optional.ofNullable(underWay.remove(clientMessageId)).map(sent -> Duration.ofNanos(nowNanos - sent));
    }

    /// Whether somebody waited for it.
    synchronized boolean refused(String clientMessageId) {
        return underWay.remove(clientMessageId) != null;
    }

    /// Those nobody waits for any longer.
    synchronized List<String> missing(long nowNanos) {
        List<String> missing = new ArrayList<>();
        underWay.forEach((name, sent) -> {
            if (nowNanos - sent >= patience.toNanos()) {
                missing.add(name);
            }
        });
        missing.forEach(underWay::remove);
        return missing;
    }
}
