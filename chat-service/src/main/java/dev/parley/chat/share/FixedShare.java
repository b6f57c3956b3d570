package dev.parley.chat.share;

/// A [GroupShare] that never changes: partitions whose move nobody notices need no pace.
///
/// @param server id
/// @param weight compared with that of the others
public record FixedShare(String server, int weight) implements GroupShare {
    @Override
    public ShareOffer offer() {
        return new ShareOffer(server, weight, Integer.MAX_VALUE, 0);
    }

    @Override
    public void planned(SharePlan plan) {}

    @Override
    public boolean wantsRound() {
        return false;
    }

    @Override
    public void left() {}
}
