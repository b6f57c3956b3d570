package dev.parley.client.conversation;

import dev.parley.client.event.ConversationEvent;
import dev.parley.client.event.Head;
import dev.parley.contracts.event.Presence;
import dev.parley.contracts.frame.ClientFrame;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a [ClientCore] wants done. Actions are carried out in order.
public sealed interface Action {
    /// Write the frame to the current connection.
    record Write(ClientFrame frame) implements Action {}

    /// Store [ClientCore#outbox] before going on: a send may reach the server only after its four fields are safe.
    record SaveOutbox() implements Action {}

    /// Give the event to the application: each once, in the order of seq, without a gap.
    record Deliver(ConversationEvent event) implements Action {}

    /// A head changed.
    ///
    /// @param event by which it changed, where it was a live one; not handed over by this
    record HeadChanged(Head head, @Nullable ConversationEvent event) implements Action {}

    /// A send came to its end.
    record Settled(PendingSend send, Outcome outcome) implements Action {}

    /// Someone else has read a conversation. May come again, and after a greater one.
    record Receipt(ConversationId conversation, UserId user, long readSeq, long deliveredSeq) implements Action {}

    /// Someone else is writing.
    record Typing(ConversationId conversation, UserId user, Duration expiresIn) implements Action {}

    /// How it stands with users that are watched.
    record PresenceChanged(List<Presence> users) implements Action {
        public PresenceChanged {
            users = List.copyOf(users);
        }
    }

    /// What is lacking in the conversation can't be had, until something new happens there.
    record PullRefused(ConversationId conversation, String code) implements Action {}

    /// The welcome left heads out: get all of them from the list of conversations.
    record LoadHeads() implements Action {}

    /// The connection takes sends and answers none: get another.
    record Reconnect() implements Action {}
}
