package dev.parley.chat.conversation;

/// How events are cut into partitions.
final class Buckets {
    static final int EVENTS_PER_BUCKET = 4_096;

    private Buckets() {}

    static long of(long seq) {
        return seq / EVENTS_PER_BUCKET;
    }

    /// Whether the event with this seq is the first of its bucket. Seqs start at 1, so the first bucket opens
    /// there.
    static boolean opens(long seq) {
        return seq == 1 || seq % EVENTS_PER_BUCKET == 0;
    }
}
