package dev.parley.client.frame;

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
import java.time.Instant;

/// Reads what servers say. Unknown fields are skipped; fields may come in any order.
public final class IncomingReader {
    private IncomingReader() {}

    /// @param frame one text frame
    /// @throws UnreadableFrameException if it is not as docs/protocol.md says
    public static Incoming read(String frame) {
        JsonFields json = JsonFields.parse(frame);
        String type = json.text("type");
        return switch (type) {
            case "event" -> new Incoming.Event(EventReader.read(json), json.parsed("cursor", Cursor::parse));
            case "welcome" -> welcome(json);
            case "sent" ->
                new Incoming.Sent(
                        conversation(json),
                        json.text("clientMessageId"),
                        json.number("seq"),
                        json.parsed("messageId", MessageId::parse));
            case "refused" ->
                new Incoming.Refused(
                        conversation(json), json.text("clientMessageId"), json.text("code"), json.text("detail", ""));
            case "error" -> error(json);
            case "page" ->
                new Incoming.Page(
                        json.text("requestId", ""),
                        conversation(json),
                        json.objects("events").stream().map(EventReader::read).toList(),
                        json.flag("more"));
            case "moved" -> new Incoming.Moved(json.parsed("url", URI::create), json.text("ticket"));
            case "drain" ->
                new Incoming.Drain(
                        json.parsed("url", URI::create),
                        json.text("ticket"),
                        Duration.ofMillis(Math.max(0, json.number("afterMs"))));
            case "return" ->
                new Incoming.Return(json.text("ticket"), Duration.ofMillis(Math.max(0, json.number("lifeMs"))));
            case "receipt" ->
                new Incoming.Receipt(
                        conversation(json),
                        json.parsed("userId", UserId::parse),
                        Math.max(0, json.number("readSeq", 0)),
                        Math.max(0, json.number("deliveredSeq", 0)),
                        Math.max(0, json.number("unread", 0)));
            case "muted" -> new Incoming.Muted(conversation(json), mute(json));
            case "typing" ->
                new Incoming.Typing(
                        conversation(json),
                        json.parsed("userId", UserId::parse),
                        Duration.ofMillis(Math.max(0, json.number("expiresInMs"))));
            case "presence" ->
                new Incoming.Presences(json.objects("users").stream()
                        .map(IncomingReader::presence)
                        .toList());
            default -> new Incoming.Other(type);
        };
    }

    private static Incoming welcome(JsonFields json) {
        return new Incoming.Welcome(
                json.parsed("userId", UserId::parse),
                json.parsed("deviceId", DeviceId::parse),
                json.text("server", ""),
                json.parsed("cursor", Cursor::parse),
                json.objects("heads").stream().map(IncomingReader::head).toList(),
                json.flag("more"));
    }

    /// A head as it stands in `welcome` and in the list of conversations.
    public static Head head(JsonFields json) {
        return new Head(
                conversation(json),
                Math.max(0, json.number("seq")),
                Math.max(0, json.number("readSeq", 0)),
                Math.max(0, json.number("unread", 0)),
                Math.max(0, json.number("leftSeq", 0)),
                mute(json));
    }

    private static Mute mute(JsonFields json) {
        return json.has("mutedUntil") ? json.parsed("mutedUntil", Mute::parse) : Mute.NONE;
    }

    private static Presence presence(JsonFields json) {
        return new Presence(
                json.parsed("userId", UserId::parse),
                json.flag("online"),
                json.has("lastSeenAt") ? json.parsed("lastSeenAt", Instant::parse) : null);
    }

    private static Incoming error(JsonFields json) {
        return new Incoming.Error(
                json.text("code"),
                json.text("detail", ""),
                json.flag("retry"),
                json.optionalText("clientMessageId"),
                json.optionalText("requestId"),
                json.has("retryAfterMs") ? Duration.ofMillis(Math.max(0, json.number("retryAfterMs"))) : null);
    }

    private static ConversationId conversation(JsonFields json) {
        return json.parsed("conversationId", ConversationId::parse);
    }
}
