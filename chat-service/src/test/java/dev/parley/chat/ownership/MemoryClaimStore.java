package dev.parley.chat.ownership;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// [ClaimStore] whose time passes when told to, and which can be away.
final class MemoryClaimStore implements ClaimStore {
    private final Map<String, Hold> claims = new HashMap<>();
    private Instant now = Instant.EPOCH;
    private boolean away;

    void pass(Duration time) {
        now = now.plus(time);
    }

    void away(boolean isAway) {
        away = isAway;
    }

    void flush() {
        claims.clear();
    }

    @Override
    public Optional<Hold> claim(String name, String holder, Duration life) {
        answer();
        Hold held = claims.get(name);
        if (held != null && !held.holder().equals(holder) && held.expiresAt().isAfter(now)) {
            return Optional.of(held);
        }
        claims.put(name, new Hold(holder, now.plus(life)));
        return Optional.empty();
    }

    @Override
    public void release(String name, String holder) {
        answer();
        claims.computeIfPresent(name, (key, held) -> held.holder().equals(holder) ? null : held);
    }

    private void answer() {
        if (away) {
            throw new DirectoryAwayException(new IllegalStateException("away"));
        }
    }
}
