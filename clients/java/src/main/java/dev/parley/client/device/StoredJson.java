package dev.parley.client.device;

import dev.parley.client.account.Session;
import dev.parley.client.conversation.PendingSend;
import dev.parley.client.conversation.Positions;
import dev.parley.client.event.Head;
import dev.parley.client.frame.IncomingReader;
import dev.parley.client.frame.JsonFields;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.frame.Cursor;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// How a device's state stands in its files.
final class StoredJson {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String UNMUTED = "not";

    private StoredJson() {}

    static String write(Session session) {
        return JSON.writeValueAsString(Map.of(
                "userId", session.user().toString(),
                "deviceId", session.device().toString(),
                "accessToken", session.accessToken(),
                "refreshToken", session.refreshToken()));
    }

    static Session session(String text) {
        JsonFields json = JsonFields.parse(text);
        return new Session(
                json.parsed("userId", UserId::parse),
                json.parsed("deviceId", DeviceId::parse),
                json.text("accessToken"),
                json.text("refreshToken"));
    }

    static String write(Positions positions) {
        Map<String, Object> json = new HashMap<>();
        Cursor cursor = positions.cursor();
        if (cursor != null) {
            json.put("cursor", cursor.text());
        }
        json.put(
                "conversations",
                positions.conversations().stream().map(StoredJson::position).toList());
        return JSON.writeValueAsString(json);
    }

    private static Map<String, Object> position(Positions.Position position) {
        Head head = position.head();
        Map<String, Object> json = new HashMap<>(Map.of(
                "conversationId", head.conversation().value(),
                "seq", head.seq(),
                "readSeq", head.readSeq(),
                "unread", head.unread(),
                "leftSeq", head.leftSeq(),
                "handed", position.handed(),
                "wantsRead", position.wantsRead()));
        if (!head.mute().equals(Mute.NONE)) {
            json.put("mutedUntil", head.mute().text());
        }
        Mute wanted = position.wantsMute();
        if (wanted != null) {
            json.put("wantsMute", wanted.equals(Mute.NONE) ? UNMUTED : wanted.text());
        }
        return json;
    }

    private static @Nullable Mute wantsMute(JsonFields json) {
        String text = json.optionalText("wantsMute");
        if (text == null) {
            return null;
        }
        return text.equals(UNMUTED) ? Mute.NONE : json.parsed("wantsMute", Mute::parse);
    }

    static Positions positions(String text) {
        JsonFields json = JsonFields.parse(text);
        return new Positions(
                json.has("cursor") ? json.parsed("cursor", Cursor::parse) : null,
                json.objects("conversations").stream()
                        .map(one -> new Positions.Position(
                                IncomingReader.head(one),
                                one.number("handed"),
                                one.number("wantsRead"),
                                wantsMute(one)))
                        .toList());
    }

    static String write(List<PendingSend> outbox) {
        List<Map<String, Object>> sends = outbox.stream()
                .map(send -> Map.<String, Object>of(
                        "clientMessageId", send.clientMessageId(),
                        "conversationId", send.conversation().value(),
                        "text", send.text(),
                        "afterSeq", send.afterSeq()))
                .toList();
        return JSON.writeValueAsString(Map.of("sends", sends));
    }

    static List<PendingSend> outbox(String text) {
        return JsonFields.parse(text).objects("sends").stream()
                .map(send -> new PendingSend(
                        send.text("clientMessageId"),
                        send.parsed("conversationId", ConversationId::parse),
                        send.text("text"),
                        send.number("afterSeq")))
                .toList();
    }
}
