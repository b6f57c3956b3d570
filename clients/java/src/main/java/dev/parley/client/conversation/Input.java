package dev.parley.client.conversation;

import dev.parley.client.event.Head;
import dev.parley.client.frame.Incoming;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What happens to a [ClientCore].
public sealed interface Input {
    /// A frame on the one current connection. Frames of a connection that was given up must not be passed on.
    record Received(Incoming frame) implements Input {}

    /// The current connection is gone. The next one begins with its welcome.
    record Disconnected() implements Input {}

    /// The application says something.
    ///
    /// @param clientMessageId 1 to 64 printable ASCII characters that this user never used before
    record Send(String clientMessageId, ConversationId conversation, String text) implements Input {}

    /// The application wants the conversation's events.
    ///
    /// @param after it has those up to this seq from elsewhere; null to go on where this device stopped, at first
    /// behind
    /// the read mark
    record Open(ConversationId conversation, @Nullable Long after) implements Input {}

    /// The application no longer wants them; the head is kept up to date all the same.
    record Close(ConversationId conversation) implements Input {}

    /// The user has read up to seq.
    record Read(ConversationId conversation, long seq) implements Input {}

    /// The user is writing in the conversation. News of now: without a connection nobody hears of it.
    record Typing(ConversationId conversation) implements Input {}

    /// The user wants no push for the conversation until then; [Mute#NONE] for as usual.
    record MuteConversation(ConversationId conversation, Mute until) implements Input {}

    /// The application wants to know whether these users are here, from now on.
    record Watch(List<UserId> users) implements Input {
        public Watch {
            users = List.copyOf(users);
        }
    }

    /// It no longer does.
    record Unwatch(List<UserId> users) implements Input {
        public Unwatch {
            users = List.copyOf(users);
        }
    }

    /// All heads, as asked for by [Action.LoadHeads].
    record HeadsLoaded(List<Head> heads) implements Input {
        public HeadsLoaded {
            heads = List.copyOf(heads);
        }
    }

    /// The application is about to go: what is being gathered goes out now.
    record Leaving() implements Input {}

    /// Time has passed.
    record Tick() implements Input {}
}
