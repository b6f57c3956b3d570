package dev.parley.chat.share;

/// One server's part in dividing a topic. Called by the thread that consumes the topic.
public interface GroupShare {
    /// Asked at the beginning of every round.
    ShareOffer offer();

    /// Told at the end of every round, after partitions that leave were given up and before new ones are taken.
    void planned(SharePlan plan);

    /// Whether a round should begin without being called for by a server that comes or goes. True once; asked
    /// several times a second.
    boolean wantsRound();

    /// The group was left. No plan will tell where the partitions went that were given up last.
    void left();
}
