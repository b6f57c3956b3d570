package dev.parley.chat.share;

import java.net.URI;

/// What a server says of itself when partitions are divided.
///
/// @param server its id
/// @param url where clients reach it
/// @param weight how much it takes, compared with the others; 0: nothing, it is about to go
/// @param mayGive most partitions that may leave it now
/// @param number of this offer; the group looks only at offers that differ from the last
public record ShareOffer(String server, URI url, int weight, int mayGive, int number) {
    public ShareOffer {
        if (weight < 0 || mayGive < 0) {
            throw new IllegalArgumentException("weight " + weight + ", may give " + mayGive);
        }
    }
}
