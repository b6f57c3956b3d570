package dev.parley.client.conversation;

/// How far the user has read, until the server confirms it: gathered to one frame per second, repeated while
/// unconfirmed and after a reconnect.
final class ReadMark {
    private static final long GATHER_MS = 1_000;
    private static final long REPEAT_MS = 5_000;
    private static final long NOT_WRITTEN = -1;

    private long wanted;
    private long confirmed;
    private long written;
    private long writtenAtMs = NOT_WRITTEN;

    /// False if that much is marked already.
    boolean want(long seq) {
        if (seq <= wanted || seq <= confirmed) {
            return false;
        }
        wanted = seq;
        return true;
    }

    long wanted() {
        return wanted > confirmed ? wanted : 0;
    }

    void confirm(long seq) {
        confirmed = Math.max(confirmed, seq);
    }

    long dueAtMs() {
        if (wanted <= confirmed) {
            return Pulling.NEVER;
        }
        if (writtenAtMs == NOT_WRITTEN) {
            return Long.MIN_VALUE;
        }
        return writtenAtMs + (wanted > written ? GATHER_MS : REPEAT_MS);
    }

    /// The seq to write now.
    long write(long nowMs) {
        written = wanted;
        writtenAtMs = nowMs;
        return wanted;
    }

    void hurry() {
        if (wanted > written) {
            writtenAtMs = NOT_WRITTEN;
        }
    }

    void forgetConnection() {
        writtenAtMs = NOT_WRITTEN;
    }
}
