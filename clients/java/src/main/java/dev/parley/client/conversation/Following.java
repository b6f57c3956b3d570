package dev.parley.client.conversation;

import dev.parley.client.event.Head;
import dev.parley.contracts.id.ConversationId;

/// Which conversations are handed over, and from where when the client starts. Of the others only the head is kept.
public enum Following {
    /// Those the application opens.
    OPENED,
    /// All, from what is new after the start.
    NEW,
    /// All, from the read mark, wherever this device stopped: what was handed over and not marked read comes again.
    UNREAD,
    /// All, from where this device stopped; a conversation it never followed begins with what is new.
    RESUME,
    /// All, from where this device stopped, and at first from seq 1.
    EVERYTHING;

    /// The last seq that is not handed over any more, for a conversation known at the start.
    ///
    /// @param handed last seq this device handed over, −1 if none ever
    long start(Head head, long handed) {
        return switch (this) {
            case OPENED -> handed >= 0 ? handed : head.readSeq();
            case UNREAD -> head.readSeq();
            case NEW -> head.seq();
            case RESUME -> handed >= 0 ? handed : head.seq();
            case EVERYTHING -> Math.max(handed, 0);
        };
    }

    /// The same for a conversation that appeared later, in a welcome after a reconnect. A direct one did not exist
    /// before; of a group the user was added to, the past is not news.
    long appeared(Head head) {
        boolean fromItsBeginning = this == EVERYTHING || this != UNREAD && isDirect(head.conversation());
        return fromItsBeginning ? 0 : head.readSeq();
    }

    /// The same for a conversation of which a live event came before any head.
    ///
    /// @param allHeadsKnown so that what has no head did not exist before
    long appeared(ConversationId conversation, long seq, boolean allHeadsKnown) {
        boolean fromItsBeginning = this == EVERYTHING || allHeadsKnown && isDirect(conversation);
        return fromItsBeginning ? 0 : seq - 1;
    }

    private static boolean isDirect(ConversationId conversation) {
        return conversation instanceof ConversationId.Direct;
    }
}
