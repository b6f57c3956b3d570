package dev.parley.contracts.frame;

import dev.parley.contracts.event.Mute;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a client says on its socket. docs/protocol.md describes each frame; component names are the JSON field
/// names.
public sealed interface ClientFrame {
    int MAX_CLIENT_MESSAGE_ID_CHARS = 64;
    int MAX_PULL_LIMIT = 200;
    int DEFAULT_PULL_LIMIT = 50;
    /// Longest list in watch and unwatch.
    int MAX_WATCHED = 200;

    /// The first frame. The cursor is null for a device that has read nothing yet.
    record Hello(String ticket, DeviceId deviceId, @Nullable Cursor cursor) implements ClientFrame {}

    /// A message. A retry repeats all four fields.
    record Send(String clientMessageId, ConversationId conversationId, String text, long afterSeq)
            implements ClientFrame {}

    /// Asks for the events with seq greater than `after`, lowest first; answered by one page.
    ///
    /// @param requestId comes back in the page; empty if the client gave none
    record Pull(String requestId, ConversationId conversationId, long after, int limit) implements ClientFrame {}

    /// The user has read the conversation up to seq.
    record Read(ConversationId conversationId, long seq) implements ClientFrame {}

    /// No push for the conversation until then, whatever comes; [Mute#NONE] lifts it. On the wire `mute` and `unmute`.
    record MuteConversation(ConversationId conversationId, Mute until) implements ClientFrame {}

    /// @param active the user has done something on this device since the last one; in JSON false if absent
    record Heartbeat(boolean active) implements ClientFrame {}

    record Typing(ConversationId conversationId) implements ClientFrame {}

    record Watch(List<UserId> userIds) implements ClientFrame {
        public Watch {
            userIds = List.copyOf(userIds);
        }
    }

    record Unwatch(List<UserId> userIds) implements ClientFrame {
        public Unwatch {
            userIds = List.copyOf(userIds);
        }
    }

    /// The device has everything up to the cursor.
    record Ack(Cursor cursor) implements ClientFrame {}
}
