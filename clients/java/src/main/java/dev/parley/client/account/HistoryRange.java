package dev.parley.client.account;

import dev.parley.contracts.frame.ClientFrame;

/// Which part of a conversation's history.
///
/// @param query how it stands in the address
public record HistoryRange(String query) {
    public static HistoryRange newest(int limit) {
        return new HistoryRange("limit=" + checked(limit));
    }

    /// The events with the greatest seqs below `seq`.
    public static HistoryRange before(long seq, int limit) {
        return new HistoryRange("before=" + seq + "&limit=" + checked(limit));
    }

    /// The events with the least seqs above `seq`.
    public static HistoryRange after(long seq, int limit) {
        return new HistoryRange("after=" + seq + "&limit=" + checked(limit));
    }

    public static HistoryRange around(long seq, int limit) {
        return new HistoryRange("around=" + seq + "&limit=" + checked(limit));
    }

    private static int checked(int limit) {
        if (limit < 1 || limit > ClientFrame.MAX_PULL_LIMIT) {
            throw new IllegalArgumentException("limit is 1 to " + ClientFrame.MAX_PULL_LIMIT);
        }
        return limit;
    }
}
