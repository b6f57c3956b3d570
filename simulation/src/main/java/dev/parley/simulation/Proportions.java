package dev.parley.simulation;

import dev.parley.chat.conversation.SequencerMemory;
import dev.parley.chat.edge.EmbeddedEdge;
import dev.parley.chat.inbox.Attention;
import dev.parley.client.conversation.SyncSettings;
import java.time.Duration;
import java.util.List;

/// What kind of world a seed makes: how long it lasts, what there is in it and how little everyone remembers.
///
/// @param conversations how many of the world's four are used
/// @param groupChanges of a hundred steps
/// @param blockChanges of a hundred steps
/// @param paceMs no step takes longer
/// @param memory of sequencers, so little that the store is asked often
/// @param snapshotSends most recent sends that come with a conversation from the store
/// @param watched whether people look at their devices; else they only have them on
/// @param bounds of what clients may do
/// @param keenness how likely a device without a connection makes one, each time it could
record Proportions(
        int steps,
        int conversations,
        int groupChanges,
        int blockChanges,
        int paceMs,
        SequencerMemory memory,
        int snapshotSends,
        Duration flushInterval,
        boolean watched,
        EmbeddedEdge.Bounds bounds,
        double keenness,
        SyncSettings sync) {
    private static final int FEWEST_STEPS = 50;
    private static final int MOST_STEPS = 1_000;

    private static final List<Duration> FLUSH_INTERVALS =
            List.of(Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(300), Duration.ofSeconds(1));
    private static final List<Integer> BLOCK_CHANGES = List.of(0, 1, 2);
    private static final List<Integer> PACES_MS = List.of(40, 40, 150, 600);
    private static final List<EmbeddedEdge.Bounds> BOUNDS =
            List.of(EmbeddedEdge.Bounds.USUAL, EmbeddedEdge.Bounds.USUAL, EmbeddedEdge.Bounds.TIGHT);
    private static final List<Double> KEENNESS = List.of(1.0, 0.3, 0.05);

    static Proportions of(Fate fate) {
        return new Proportions(
                FEWEST_STEPS + fate.below(1 + fate.below(MOST_STEPS - FEWEST_STEPS)),
                1 + fate.below(4),
                1 + fate.below(6),
                fate.pick(BLOCK_CHANGES),
                fate.pick(PACES_MS),
                new SequencerMemory(1 + fate.below(3), 1 + fate.below(4)),
                fate.below(4),
                fate.pick(FLUSH_INTERVALS),
                fate.chance(0.5),
                fate.pick(BOUNDS),
                fate.pick(KEENNESS),
                new SyncSettings(1 + fate.below(6), 2, 1 + fate.below(3), 4, 1_000, Duration.ofSeconds(10)));
    }

    /// When a phone is rung though a socket took the message.
    Attention attention() {
        return new Attention(Duration.ofSeconds(10), watched ? Duration.ofSeconds(2) : Duration.ZERO);
    }

    /// How long a sequencer leaves uncommitted what it is done with.
    Duration commitInterval() {
        return flushInterval.dividedBy(5);
    }
}
