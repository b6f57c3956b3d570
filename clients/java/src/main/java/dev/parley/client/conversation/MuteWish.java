package dev.parley.client.conversation;

import dev.parley.contracts.event.Mute;
import org.jspecify.annotations.Nullable;

/// How the user wants a conversation muted, until the server confirms it: repeated while unconfirmed and after a
/// reconnect.
final class MuteWish {
    private static final long REPEAT_MS = 5_000;

    private @Nullable Mute wanted;
    private long dueAtMs = Pulling.NEVER;

    void want(Mute mute) {
        wanted = mute;
        dueAtMs = Long.MIN_VALUE;
    }

    /// Null if there is none, or the server has confirmed it.
    @Nullable
    Mute wanted() {
        return wanted;
    }

    /// The server says how it is.
    ///
    /// @return how to show it: as wished for, until the wish has arrived
    Mute told(Mute mute) {
        if (mute.equals(wanted)) {
            wanted = null;
            dueAtMs = Pulling.NEVER;
        }
        return wanted == null ? mute : wanted;
    }

    long dueAtMs() {
        return dueAtMs;
    }

    /// The wish to write now.
    Mute write(long nowMs) {
        Mute now = wanted;
        if (now == null) {
            throw new IllegalStateException("no wish is due");
        }
        dueAtMs = nowMs + REPEAT_MS;
        return now;
    }

    void forgetConnection() {
        dueAtMs = wanted == null ? Pulling.NEVER : Long.MIN_VALUE;
    }
}
