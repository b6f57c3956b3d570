package dev.parley.chat.share;

import java.net.URI;

/// A [GroupShare] that never changes: partitions whose move nobody notices need no pace.
///
/// @param server its id
/// @param url where clients reach it
/// @param weight compared with that of the others
public record FixedShare(String server, URI url, int weight) implements GroupShare {
    @Override
    public ShareOffer offer() {
        return new ShareOffer(server, url, weight, Integer.MAX_VALUE, 0);
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
