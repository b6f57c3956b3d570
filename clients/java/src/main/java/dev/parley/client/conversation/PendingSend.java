package dev.parley.client.conversation;

import dev.parley.contracts.frame.ClientFrame;
import dev.parley.contracts.id.ConversationId;

/// A send without an answer.
///
/// @param afterSeq last seq known when it was first tried, which tells the server how far back a duplicate can lie;
/// [#NOT_TRIED] before
public record PendingSend(String clientMessageId, ConversationId conversation, String text, long afterSeq) {
    public static final long NOT_TRIED = -1;

    public PendingSend {
        if (clientMessageId.isEmpty() || clientMessageId.length() > ClientFrame.MAX_CLIENT_MESSAGE_ID_CHARS) {
            throw new IllegalArgumentException(
                    "a clientMessageId has 1 to " + ClientFrame.MAX_CLIENT_MESSAGE_ID_CHARS + " characters");
        }
    }

    boolean isTried() {
        return afterSeq != NOT_TRIED;
    }

    PendingSend triedAfter(long seq) {
        return new PendingSend(clientMessageId, conversation, text, seq);
    }

    ClientFrame.Send frame() {
        return new ClientFrame.Send(clientMessageId, conversation, text, afterSeq);
    }
}
