package dev.parley.contracts.frame;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.frame.FrameFields.BadField;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/// Reads what clients say, in one pass and without a tree. Unknown fields are skipped; fields may come in any
/// order.
public final class ClientFrameReader {
    /// A frame, or why there is none.
    public sealed interface Reading {
        record Read(ClientFrame frame) implements Reading {}

        /// @param clientMessageId where the frame had one, so that its sender knows which send failed
        /// @param requestId likewise for a pull
        record Failed(
                Refused why,
                @Nullable String clientMessageId,
                @Nullable String requestId) implements Reading {}
    }

    private static final int MAX_TICKET_CHARS = 2_048;

    private ClientFrameReader() {}

    /// Never throws for bad input: that is a [Reading.Failed].
    ///
    /// @param json one frame as UTF-8
    public static Reading read(InputStream json) {
        FrameFields fields = new FrameFields();
        try (JsonParser parser = Frames.JSON.createParser(ObjectReadContext.empty(), json)) {
            fields.readFrom(parser);
            ClientFrame frame = frame(fields);
            return frame == null
                    ? failed(fields, ErrorCode.UNKNOWN_TYPE, ErrorCode.UNKNOWN_TYPE.sentence())
                    : new Reading.Read(frame);
        } catch (BadField bad) {
            return failed(fields, ErrorCode.INVALID_FRAME, bad.sentence());
        } catch (JacksonException notJson) {
            return failed(fields, ErrorCode.INVALID_FRAME, "The frame is not JSON within the allowed depth.");
        }
    }

    private static Reading failed(FrameFields fields, ErrorCode code, String detail) {
        return new Reading.Failed(new Refused(code, detail), fields.echo("clientMessageId"), fields.echo("requestId"));
    }

    private static @Nullable ClientFrame frame(FrameFields fields) throws BadField {
        return switch (fields.string("type")) {
            case "send" -> send(fields);
            case "heartbeat" -> new ClientFrame.Heartbeat(fields.flag("active"));
            case "read" -> new ClientFrame.Read(conversation(fields), fields.number("seq", 1, Long.MAX_VALUE));
            case "pull" -> pull(fields);
            case "mute" -> new ClientFrame.MuteConversation(conversation(fields), fields.parsed("until", Mute::parse));
            case "unmute" -> new ClientFrame.MuteConversation(conversation(fields), Mute.NONE);
            case "ack" -> new ClientFrame.Ack(fields.parsed("cursor", Cursor::parse));
            case "typing" -> new ClientFrame.Typing(conversation(fields));
            case "hello" -> hello(fields);
            case "watch" -> new ClientFrame.Watch(fields.list("userIds", ClientFrame.MAX_WATCHED, UserId::parse));
            case "unwatch" -> new ClientFrame.Unwatch(fields.list("userIds", ClientFrame.MAX_WATCHED, UserId::parse));
            default -> null;
        };
    }

    private static ClientFrame hello(FrameFields fields) throws BadField {
        String ticket = fields.string("ticket");
        if (ticket.length() > MAX_TICKET_CHARS) {
            throw new BadField("ticket is too long.");
        }
        Cursor cursor = fields.optionalString("cursor") == null ? null : fields.parsed("cursor", Cursor::parse);
        return new ClientFrame.Hello(ticket, fields.parsed("deviceId", DeviceId::parse), cursor);
    }

    private static ClientFrame send(FrameFields fields) throws BadField {
        String name = fields.string("clientMessageId");
        if (!FrameFields.isName(name)) {
            throw new BadField("clientMessageId must be 1 to " + ClientFrame.MAX_CLIENT_MESSAGE_ID_CHARS
                    + " printable ASCII characters.");
        }
        return new ClientFrame.Send(
                name, conversation(fields), fields.string("text"), fields.number("afterSeq", 0, Long.MAX_VALUE));
    }

    private static ClientFrame pull(FrameFields fields) throws BadField {
        String requestId = fields.optionalString("requestId");
        if (requestId != null && !FrameFields.isName(requestId)) {
            throw new BadField("requestId must be 1 to " + ClientFrame.MAX_CLIENT_MESSAGE_ID_CHARS
                    + " printable ASCII characters.");
        }
        int limit = (int) fields.number("limit", 1, ClientFrame.MAX_PULL_LIMIT, ClientFrame.DEFAULT_PULL_LIMIT);
        return new ClientFrame.Pull(
                requestId == null ? "" : requestId,
                conversation(fields),
                fields.number("after", 0, Long.MAX_VALUE),
                limit);
    }

    private static ConversationId conversation(FrameFields fields) throws BadField {
        return fields.parsed("conversationId", ConversationId::parse);
    }
}
