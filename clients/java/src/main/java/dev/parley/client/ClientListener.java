package dev.parley.client;

import dev.parley.client.connection.LinkState;
import dev.parley.client.conversation.Outcome;
import dev.parley.client.conversation.PendingSend;
import dev.parley.client.event.ConversationEvent;
import dev.parley.client.event.Head;
import dev.parley.contracts.event.Presence;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hears what happens to a client, one call after the other, on a thread of the client's own. May block; while it
/// does, nothing more is read from the server once [Deliveries#MAX_BACKLOG] calls wait.
public interface ClientListener {
    /// The next event of a followed conversation: each once, in the order of seq, without a gap.
    default void event(ConversationEvent event) {}

    /// A head changed, of a followed conversation or another.
    ///
    /// @param event the live event that changed it, if it was one
    default void headChanged(Head head, @Nullable ConversationEvent event) {}

    /// A send came to its end; also one that an earlier run of this device left behind.
    default void settled(PendingSend send, Outcome outcome) {}

    /// Someone else has read a conversation, or a device of theirs has what was written to them alone. May come
    /// again, and after a greater one: the greatest of each counts.
    ///
    /// @param readSeq 0 where it says nothing about reading
    /// @param deliveredSeq 0 where it says nothing about delivery; what is read was delivered too
    default void receipt(ConversationId conversation, UserId user, long readSeq, long deliveredSeq) {}

    /// Someone else is writing. If it is not said again within `expiresIn`, they have stopped.
    default void typing(ConversationId conversation, UserId user, Duration expiresIn) {}

    /// How it stands with users that are watched: first with all of them, then with those that changed. A state may
    /// be told twice; after a reconnect all are told again.
    default void presence(List<Presence> users) {}

    /// What is lacking in a followed conversation can't be had.
    default void pullRefused(ConversationId conversation, String code) {}

    default void connection(LinkState state) {}
}
