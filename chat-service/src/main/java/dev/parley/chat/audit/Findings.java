package dev.parley.chat.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was found and is looked at again: a moment later, since a store may have been read while it was written, and
/// then every so often until it is gone. For one thread.
final class Findings {
    /// Beyond them nothing more is kept until some are gone; they are found again then.
    static final int MAX_KEPT = 1_000;

    /// Longer than a write takes, and longer than a read repair.
    static final Duration CONFIRM_AFTER = Duration.ofSeconds(10);

    private static final class State {
        long dueNanos;
        boolean confirmed;
    }

    private final Duration again;
    private final Map<Finding, State> kept = new LinkedHashMap<>();

    Findings(Duration again) {
        this.again = again;
    }

    /// Known ones are left as they are.
    void suspect(List<Finding> found, long nowNanos) {
        for (Finding finding : found) {
            if (kept.size() < MAX_KEPT && !kept.containsKey(finding)) {
                State state = new State();
                state.dueNanos = nowNanos + CONFIRM_AFTER.toNanos();
                kept.put(finding, state);
            }
        }
    }

    /// One to look at again. If nobody then says what came of it, it comes again.
    Optional<Finding> next(long nowNanos) {
        for (Map.Entry<Finding, State> each : kept.entrySet()) {
            if (each.getValue().dueNanos - nowNanos <= 0) {
                each.getValue().dueNanos = nowNanos + CONFIRM_AFTER.toNanos();
                return Optional.of(each.getKey());
            }
        }
        return Optional.empty();
    }

    /// @param isThere whether it was found again
    /// @return whether it is certain now and was not before
    boolean lookedAgain(Finding finding, boolean isThere, long nowNanos) {
        State state = kept.get(finding);
        if (state == null) {
            return false;
        }
        if (!isThere) {
            kept.remove(finding);
            return false;
        }
        boolean news = !state.confirmed;
        state.confirmed = true;
        state.dueNanos = nowNanos + again.toNanos();
        return news;
    }

    /// Those that are certain, newest first.
    List<Finding> confirmed() {
        List<Finding> confirmed = new ArrayList<>();
        kept.forEach((finding, state) -> {
            if (state.confirmed) {
                confirmed.add(finding);
            }
        });
        return confirmed.reversed();
    }
}
