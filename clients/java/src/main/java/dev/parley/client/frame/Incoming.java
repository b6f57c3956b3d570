package dev.parley.client.frame;

import dev.parley.client.event.ConversationEvent;
import dev.parley.client.event.Head;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.event.Presence;
import dev.parley.contracts.frame.Cursor;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a server says. docs/protocol.md describes each frame. Codes are text: a newer server may know more of them.
public sealed interface Incoming {
    /// The answer to hello.
    ///
    /// @param more heads were left out
    record Welcome(UserId user, DeviceId device, String server, Cursor cursor, List<Head> heads, boolean more)
            implements Incoming {
        public Welcome {
            heads = List.copyOf(heads);
        }
    }

    /// One event as it happens. The cursor covers it.
    record Event(ConversationEvent event, Cursor cursor) implements Incoming {}

    /// What the first attempt of a repeated send became.
    record Sent(ConversationId conversation, String clientMessageId, long seq, MessageId messageId)
            implements Incoming {}

    /// A send that its conversation's log did not accept. Final.
    record Refused(ConversationId conversation, String clientMessageId, String code, String detail)
            implements Incoming {}

    /// @param retry the same thing may succeed later
    record Error(
            String code,
            String detail,
            boolean retry,
            @Nullable String clientMessageId,
            @Nullable String requestId,
            @Nullable Duration retryAfter)
            implements Incoming {}

    /// The answer to a pull.
    record Page(String requestId, ConversationId conversation, List<ConversationEvent> events, boolean more)
            implements Incoming {
        public Page {
            events = List.copyOf(events);
        }
    }

    /// Another server owns this user's inbox: go there.
    record Moved(URI url, String ticket) implements Incoming {}

    /// This server hands the user over: go there after the delay.
    record Drain(URI url, String ticket, Duration after) implements Incoming {}

    /// The right to come back to this server without asking where, in place of the one before.
    record Return(String ticket, Duration life) implements Incoming {}

    /// How far a user has come in a conversation.
    ///
    /// @param readSeq 0 where it says nothing about reading
    /// @param deliveredSeq 0 where it says nothing about delivery
    /// @param unread only in the user's own
    record Receipt(ConversationId conversation, UserId user, long readSeq, long deliveredSeq, long unread)
            implements Incoming {}

    /// The user has muted a conversation, or not any more.
    record Muted(ConversationId conversation, Mute mute) implements Incoming {}

    /// Another member is writing; if nothing more comes until `expiresIn`, they have stopped.
    record Typing(ConversationId conversation, UserId user, Duration expiresIn) implements Incoming {}

    /// How it stands with users that this device watches.
    record Presences(List<Presence> users) implements Incoming {
        public Presences {
            users = List.copyOf(users);
        }
    }

    /// A type this version does not know.
    record Other(String type) implements Incoming {}
}
