package dev.parley.chat.ownership;

import dev.parley.chat.ownership.ClaimStore.Hold;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One claim, and whether another who holds it lives: the living renew theirs, the dead leave it to expire. Not
/// thread-safe.
final class SoleClaim {
    private final ClaimStore store;
    private final String name;
    private final String holder;
    private @Nullable Hold lastRival;

    sealed interface Outcome {}

    record Ours() implements Outcome {}

    /// Another's, and nothing says yet that it lives: look again.
    record Unknown() implements Outcome {}

    /// Another's, who renewed it, or took it, between two looks.
    record Living(String rival) implements Outcome {}

    SoleClaim(ClaimStore store, String name, String holder) {
        this.store = store;
        this.name = name;
        this.holder = holder;
    }

    /// Takes or renews it, or looks at who has it.
    Outcome claim(Duration life) {
        Optional<Hold> found = store.claim(name, holder, life);
        Hold before = lastRival;
        lastRival = found.orElse(null);
        if (found.isEmpty()) {
            return new Ours();
        }
        Hold rival = found.get();
        boolean lives = before != null
                && (!rival.holder().equals(before.holder()) || rival.expiresAt().isAfter(before.expiresAt()));
        return lives ? new Living(rival.holder()) : new Unknown();
    }

    /// Gives it back if it is ours.
    void release() {
        store.release(name, holder);
    }
}
