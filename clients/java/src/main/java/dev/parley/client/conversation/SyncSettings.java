package dev.parley.client.conversation;

import dev.parley.contracts.frame.ClientFrame;
import java.time.Duration;

/// Bounds of a [ClientCore].
///
/// @param pageSize most events asked for by one pull
/// @param pullsInFlight most pulls under way; further conversations wait for their turn
/// @param sendsPerConversation most unanswered sends in one conversation. With 1 the order of sends is the order of
/// events even if the server fails one of them; with more, a failed one is overtaken by those behind it
/// @param sendsInFlight most unanswered sends in all conversations
/// @param maxPending most sends kept; another is refused with [Outcome#OUTBOX_FULL]
/// @param answerTimeout an unanswered send or pull is repeated after this, sends with doubling patience
public record SyncSettings(
        int pageSize,
        int pullsInFlight,
        int sendsPerConversation,
        int sendsInFlight,
        int maxPending,
        Duration answerTimeout) {
    public static final SyncSettings DEFAULTS = new SyncSettings(100, 8, 1, 32, 1_000, Duration.ofSeconds(10));

    public SyncSettings {
        if (pageSize < 1 || pageSize > ClientFrame.MAX_PULL_LIMIT) {
            throw new IllegalArgumentException("pageSize is 1 to " + ClientFrame.MAX_PULL_LIMIT);
        }
        if (pullsInFlight < 1 || sendsPerConversation < 1 || sendsInFlight < 1 || maxPending < 1) {
            throw new IllegalArgumentException("bounds are at least 1");
        }
        if (!answerTimeout.isPositive()) {
            throw new IllegalArgumentException("answerTimeout is positive");
        }
    }
}
