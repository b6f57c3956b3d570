package dev.parley.client.event;

import dev.parley.contracts.event.Mute;
import dev.parley.contracts.id.ConversationId;

/// The user's entry for one conversation.
///
/// @param seq last seq of the conversation that concerns this user; 0 while nothing was said
/// @param readSeq how far the user has read it, on any device
/// @param unread messages of others after that, as last told by the server and counted on since
/// @param leftSeq seq of the event by which the user stopped being a member; 0 for a member
/// @param mute until when no push comes for it
public record Head(ConversationId conversation, long seq, long readSeq, long unread, long leftSeq, Mute mute) {
    public Head {
        if (seq < 0 || readSeq < 0 || unread < 0 || leftSeq < 0) {
            throw new IllegalArgumentException("a head has no negative numbers");
        }
    }

    public static Head empty(ConversationId conversation) {
        return new Head(conversation, 0, 0, 0, 0, Mute.NONE);
    }
}
