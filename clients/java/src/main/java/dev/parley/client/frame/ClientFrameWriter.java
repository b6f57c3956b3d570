package dev.parley.client.frame;

import dev.parley.contracts.event.Mute;
import dev.parley.contracts.frame.ClientFrame;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes what clients say, with `type` first.
public final class ClientFrameWriter {
    private static final JsonFactory JSON = new JsonFactory();

    private ClientFrameWriter() {}

    public static String write(ClientFrame frame) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            switch (frame) {
                case ClientFrame.Hello it -> hello(json, it);
                case ClientFrame.Send it -> send(json, it);
                case ClientFrame.Pull it -> pull(json, it);
                case ClientFrame.Read it -> {
                    json.writeStringProperty("type", "read");
                    conversation(json, it.conversationId());
                    json.writeNumberProperty("seq", it.seq());
                }
                case ClientFrame.MuteConversation it -> mute(json, it);
                case ClientFrame.Heartbeat it -> {
                    json.writeStringProperty("type", "heartbeat");
                    if (it.active()) {
                        json.writeBooleanProperty("active", true);
                    }
                }
                case ClientFrame.Typing it -> {
                    json.writeStringProperty("type", "typing");
                    conversation(json, it.conversationId());
                }
                case ClientFrame.Watch it -> users(json, "watch", it.userIds());
                case ClientFrame.Unwatch it -> users(json, "unwatch", it.userIds());
                case ClientFrame.Ack it -> {
                    json.writeStringProperty("type", "ack");
                    json.writeStringProperty("cursor", it.cursor().text());
                }
            }
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void hello(JsonGenerator json, ClientFrame.Hello it) {
        json.writeStringProperty("type", "hello");
        json.writeStringProperty("ticket", it.ticket());
        json.writeStringProperty("deviceId", it.deviceId().toString());
        if (it.cursor() != null) {
            json.writeStringProperty("cursor", it.cursor().text());
        }
    }

    private static void send(JsonGenerator json, ClientFrame.Send it) {
        json.writeStringProperty("type", "send");
        json.writeStringProperty("clientMessageId", it.clientMessageId());
        conversation(json, it.conversationId());
        json.writeStringProperty("text", it.text());
        json.writeNumberProperty("afterSeq", it.afterSeq());
    }

    private static void pull(JsonGenerator json, ClientFrame.Pull it) {
        json.writeStringProperty("type", "pull");
        if (!it.requestId().isEmpty()) {
            json.writeStringProperty("requestId", it.requestId());
        }
        conversation(json, it.conversationId());
        json.writeNumberProperty("after", it.after());
        json.writeNumberProperty("limit", it.limit());
    }

    private static void mute(JsonGenerator json, ClientFrame.MuteConversation it) {
        boolean on = !it.until().equals(Mute.NONE);
        json.writeStringProperty("type", on ? "mute" : "unmute");
        conversation(json, it.conversationId());
        if (on) {
            json.writeStringProperty("until", it.until().text());
        }
    }

    private static void users(JsonGenerator json, String type, List<UserId> users) {
        json.writeStringProperty("type", type);
        json.writeArrayPropertyStart("userIds");
        for (UserId user : users) {
            json.writeString(user.toString());
        }
        json.writeEndArray();
    }

    private static void conversation(JsonGenerator json, ConversationId conversation) {
        json.writeStringProperty("conversationId", conversation.value());
    }
}
