package dev.parley.api.conversation;

import dev.parley.contracts.event.Mute;
import dev.parley.contracts.id.ConversationId;

/// A user's entry for one conversation, as chat-service last wrote it down: at most some seconds old.
///
/// @param seq last event that concerns the user
/// @param count messages in the conversation up to seq
/// @param ownCount of those, written by the user
/// @param readSeq how far the user has read, with `readCount` and `readOwn` the counts there
/// @param leftSeq the event by which the user stopped being a member; 0 for a member
/// @param mute until when no push comes for it
/// @param changed when the entry last changed
public record Head(
        ConversationId conversation,
        long seq,
        long count,
        long ownCount,
        long readSeq,
        long readCount,
        long readOwn,
        long leftSeq,
        Mute mute,
        Place changed) {

    /// A group that the user was brought into, before its log has told anyone.
    static Head unheardOf(ConversationId.Group group) {
        return new Head(group, 0, 0, 0, 0, 0, 0, 0, Mute.NONE, Place.unheardOf(group));
    }

    /// Messages of others after the read mark.
    long unread() {
        return Math.max(0, count - readCount - (ownCount - readOwn));
    }
}
