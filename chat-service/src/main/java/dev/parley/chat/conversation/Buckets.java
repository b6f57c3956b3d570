package dev.parley.chat.conversation;

/// How events are cut into partitions.
public final class Buckets {
    static final int EVENTS_PER_BUCKET = 4_096;

    private Buckets() {}

    public static long of(long seq) {
        return seq / EVENTS_PER_BUCKET;
    }

    /// The greatest seq that can stand in the bucket.
    public static long lastSeq(long bucket) {
        return (bucket + 1) * EVENTS_PER_BUCKET - 1;
    }

    /// Whether the event with this seq is the first of its bucket. Seqs start at 1, so the first bucket opens
    /// there.
    static boolean opens(long seq) {
        return seq == 1 || seq % EVENTS_PER_BUCKET == 0;
    }
}
