package dev.parley.contracts.frame;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.event.Presence;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a chat server says on a socket. docs/protocol.md describes each frame.
public sealed interface ServerFrame {
    /// Most heads in one welcome; the newest ones. The rest is in `GET /v1/conversations`.
    int MAX_WELCOME_HEADS = 1_000;
    /// A page ends early, with at least one event, where its texts pass this many UTF-8 bytes.
    int MAX_PAGE_BYTES = 1 << 20;
    /// A page ends early, too, after the event with which its JSON passes this many bytes. Most texts are as
    /// long in JSON as in UTF-8, but a control character is six times as long.
    int MAX_PAGE_JSON_BYTES = 2 << 20;

    /// The answer to hello.
    ///
    /// @param heads those changed since the hello's cursor, or all of a device without one
    /// @param more heads were left out
    record Welcome(UserId userId, DeviceId deviceId, String server, Cursor cursor, List<Head> heads, boolean more)
            implements ServerFrame {}

    /// A user's entry for one conversation.
    ///
    /// @param seq last seq of the conversation that concerns this user
    /// @param leftSeq seq of the event by which the user stopped being a member; 0 for a member
    /// @param mute in JSON absent if there is none
    record Head(ConversationId conversationId, long seq, long readSeq, long unread, long leftSeq, Mute mute) {}

    /// One event as it happens. The cursor covers it.
    record EventFrame(Event event, Cursor cursor) implements ServerFrame {}

    /// The answer to a repeated send: what its first attempt became.
    record Sent(ConversationId conversationId, String clientMessageId, long seq, MessageId messageId)
            implements ServerFrame {}

    /// A send that its conversation's log did not accept. Final: a retry is refused again.
    record RefusedFrame(ConversationId conversationId, String clientMessageId, ErrorCode code) implements ServerFrame {}

    /// Something the client did can't be done, now or ever.
    ///
    /// @param clientMessageId of the send it is about, if it is about one
    /// @param requestId of the pull it is about, if it is about one
    /// @param retryAfter when trying again makes sense, for codes that allow it
    record Error(
            ErrorCode code,
            String detail,
            @Nullable String clientMessageId,
            @Nullable String requestId,
            @Nullable Duration retryAfter)
            implements ServerFrame {}

    /// The answer to a pull. Its JSON may hold fewer events than the page, see [#MAX_PAGE_JSON_BYTES], and
    /// says `more` then.
    ///
    /// @param more events with greater seqs exist
    record Page(String requestId, ConversationId conversationId, List<Event> events, boolean more)
            implements ServerFrame {}

    /// Another server owns this user's inbox: go there.
    record Moved(URI url, String ticket) implements ServerFrame {}

    /// This server hands the user over: go there after the delay.
    record Drain(URI url, String ticket, Duration after) implements ServerFrame {}

    /// The right to come back to this server without asking discovery, in place of the one said before.
    ///
    /// @param life after which the ticket is worth nothing
    record Return(String ticket, Duration life) implements ServerFrame {}

    /// The user has read a conversation. For the user's own devices.
    record Receipt(ConversationId conversationId, UserId userId, long readSeq, long unread) implements ServerFrame {}

    /// The user has muted a conversation on some device, or not any more. For the user's own devices.
    record Muted(ConversationId conversationId, Mute mute) implements ServerFrame {}

    /// How far another member has come. A `receipt` too.
    ///
    /// @param readSeq 0 where it says nothing about reading
    /// @param deliveredSeq 0 where it says nothing about delivery
    record MemberReceipt(ConversationId conversationId, UserId userId, long readSeq, long deliveredSeq)
            implements ServerFrame {}

    /// Another member is writing.
    ///
    /// @param expiresIn if nothing more comes until then, they have stopped
    record Typing(ConversationId conversationId, UserId userId, Duration expiresIn) implements ServerFrame {}

    /// How it stands now with users that this connection watches.
    record PresenceFrame(List<Presence> users) implements ServerFrame {
        public PresenceFrame {
            users = List.copyOf(users);
        }
    }
}
