package dev.parley.contracts.frame;

import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.event.Member;
import dev.parley.contracts.event.MembershipChange;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.event.Presence;
import dev.parley.contracts.id.UserId;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/// Writes what servers say, as UTF-8 JSON with `type` first.
public final class ServerFrameWriter {
    private static final Duration UP_TO_THE_NEXT_MILLISECOND = Duration.ofNanos(999_999);

    private ServerFrameWriter() {}

    /// Writes one frame and flushes. `out` stays open.
    ///
    /// @throws IllegalStateException for a body that is still [EventBody.Stored]: bodies are read before they are
    /// written
    public static void write(ServerFrame frame, OutputStream out) {
        CountingStream counted = new CountingStream(out);
        try (JsonGenerator json = Frames.WRITING.createGenerator(ObjectWriteContext.empty(), counted)) {
            json.writeStartObject();
            switch (frame) {
                case ServerFrame.EventFrame it -> event(json, it);
                case ServerFrame.Welcome it -> welcome(json, it);
                case ServerFrame.Sent it -> sent(json, it);
                case ServerFrame.RefusedFrame it -> refused(json, it);
                case ServerFrame.Error it -> error(json, it);
                case ServerFrame.Page it -> page(json, it, counted);
                case ServerFrame.Moved it -> {
                    json.writeStringProperty("type", "moved");
                    json.writeStringProperty("url", it.url().toString());
                    json.writeStringProperty("ticket", it.ticket());
                }
                case ServerFrame.Drain it -> {
                    json.writeStringProperty("type", "drain");
                    json.writeStringProperty("url", it.url().toString());
                    json.writeStringProperty("ticket", it.ticket());
                    json.writeNumberProperty("afterMs", it.after().toMillis());
                }
                case ServerFrame.Return it -> {
                    json.writeStringProperty("type", "return");
                    json.writeStringProperty("ticket", it.ticket());
                    json.writeNumberProperty("lifeMs", it.life().toMillis());
                }
                case ServerFrame.Receipt it -> receipt(json, it);
                case ServerFrame.Muted it -> {
                    json.writeStringProperty("type", "muted");
                    json.writeStringProperty(
                            "conversationId", it.conversationId().value());
                    mute(json, it.mute());
                }
                case ServerFrame.MemberReceipt it -> memberReceipt(json, it);
                case ServerFrame.Typing it -> {
                    json.writeStringProperty("type", "typing");
                    json.writeStringProperty(
                            "conversationId", it.conversationId().value());
                    json.writeStringProperty("userId", it.userId().toString());
                    json.writeNumberProperty("expiresInMs", it.expiresIn().toMillis());
                }
                case ServerFrame.PresenceFrame it -> presence(json, it);
            }
            json.writeEndObject();
        }
    }

    private static void event(JsonGenerator json, ServerFrame.EventFrame it) {
        json.writeStringProperty("type", "event");
        eventFields(json, it.event());
        json.writeStringProperty("cursor", it.cursor().text());
    }

    /// Writes an event's fields, as they stand in `event` and `page` frames and in REST's history. The object is
    /// the caller's to begin and end.
    ///
    /// @throws IllegalStateException for a body that is still [EventBody.Stored]
    public static void eventFields(JsonGenerator json, Event event) {
        json.writeStringProperty("conversationId", event.conversation().value());
        json.writeNumberProperty("seq", event.seq());
        json.writeStringProperty("messageId", event.id().toString());
        json.writeStringProperty("author", event.author().toString());
        json.writeStringProperty("sentAt", event.sentAt().toString());
        switch (event.body()) {
            case EventBody.Text text -> {
                json.writeStringProperty("kind", "message");
                json.writeStringProperty("clientMessageId", event.clientMessageId());
                json.writeStringProperty("text", text.text());
            }
            case EventBody.Membership membership -> membership(json, membership.change());
            case EventBody.Block block -> {
                json.writeStringProperty("kind", "block");
                json.writeBooleanProperty("blocked", block.change().blocked());
            }
            case EventBody.Stored stored ->
                throw new IllegalStateException("a body of " + stored.bytes() + " bytes was not read before writing");
        }
    }

    private static void membership(JsonGenerator json, MembershipChange change) {
        json.writeStringProperty("kind", "membership");
        json.writeStringProperty("change", change.kind().wireName());
        json.writeNumberProperty("version", change.version());
        json.writeStringProperty("title", change.title());
        json.writeArrayPropertyStart("users");
        for (UserId user : change.subjects()) {
            json.writeString(user.toString());
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("members");
        for (Member member : change.members()) {
            json.writeStartObject();
            json.writeStringProperty("userId", member.user().toString());
            json.writeStringProperty("role", member.role().wireName());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void welcome(JsonGenerator json, ServerFrame.Welcome it) {
        json.writeStringProperty("type", "welcome");
        json.writeStringProperty("userId", it.userId().toString());
        json.writeStringProperty("deviceId", it.deviceId().toString());
        json.writeStringProperty("server", it.server());
        json.writeStringProperty("cursor", it.cursor().text());
        json.writeArrayPropertyStart("heads");
        for (ServerFrame.Head head : it.heads()) {
            json.writeStartObject();
            json.writeStringProperty("conversationId", head.conversationId().value());
            json.writeNumberProperty("seq", head.seq());
            json.writeNumberProperty("readSeq", head.readSeq());
            json.writeNumberProperty("unread", head.unread());
            if (head.leftSeq() != 0) {
                json.writeNumberProperty("leftSeq", head.leftSeq());
            }
            mute(json, head.mute());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeBooleanProperty("more", it.more());
    }

    private static void mute(JsonGenerator json, Mute mute) {
        if (!mute.equals(Mute.NONE)) {
            json.writeStringProperty("mutedUntil", mute.text());
        }
    }

    private static void sent(JsonGenerator json, ServerFrame.Sent it) {
        json.writeStringProperty("type", "sent");
        json.writeStringProperty("conversationId", it.conversationId().value());
        json.writeStringProperty("clientMessageId", it.clientMessageId());
        json.writeNumberProperty("seq", it.seq());
        json.writeStringProperty("messageId", it.messageId().toString());
    }

    private static void refused(JsonGenerator json, ServerFrame.RefusedFrame it) {
        json.writeStringProperty("type", "refused");
        json.writeStringProperty("conversationId", it.conversationId().value());
        json.writeStringProperty("clientMessageId", it.clientMessageId());
        json.writeStringProperty("code", it.code().wireName());
        json.writeStringProperty("detail", it.code().sentence());
    }

    private static void error(JsonGenerator json, ServerFrame.Error it) {
        json.writeStringProperty("type", "error");
        json.writeStringProperty("code", it.code().wireName());
        json.writeStringProperty("detail", it.detail());
        json.writeBooleanProperty("retry", it.code().retry());
        String clientMessageId = it.clientMessageId();
        if (clientMessageId != null) {
            json.writeStringProperty("clientMessageId", clientMessageId);
        }
        String requestId = it.requestId();
        if (requestId != null) {
            json.writeStringProperty("requestId", requestId);
        }
        Duration retryAfter = it.retryAfter();
        if (retryAfter != null) {
            // Rounded up: 0 would say to come at once, and who comes too early is refused again.
            json.writeNumberProperty(
                    "retryAfterMs", retryAfter.plus(UP_TO_THE_NEXT_MILLISECOND).toMillis());
        }
    }

    private static void page(JsonGenerator json, ServerFrame.Page it, CountingStream out) {
        json.writeStringProperty("type", "page");
        json.writeStringProperty("requestId", it.requestId());
        json.writeStringProperty("conversationId", it.conversationId().value());
        json.writeArrayPropertyStart("events");
        int written = 0;
        for (Event event : it.events()) {
            if (out.written + json.streamWriteOutputBuffered() > ServerFrame.MAX_PAGE_JSON_BYTES) {
                break;
            }
            json.writeStartObject();
            eventFields(json, event);
            json.writeEndObject();
            written++;
        }
        json.writeEndArray();
        json.writeBooleanProperty("more", it.more() || written < it.events().size());
    }

    private static void receipt(JsonGenerator json, ServerFrame.Receipt it) {
        json.writeStringProperty("type", "receipt");
        json.writeStringProperty("conversationId", it.conversationId().value());
        json.writeStringProperty("userId", it.userId().toString());
        json.writeNumberProperty("readSeq", it.readSeq());
        json.writeNumberProperty("unread", it.unread());
    }

    private static void memberReceipt(JsonGenerator json, ServerFrame.MemberReceipt it) {
        json.writeStringProperty("type", "receipt");
        json.writeStringProperty("conversationId", it.conversationId().value());
        json.writeStringProperty("userId", it.userId().toString());
        if (it.readSeq() > 0) {
            json.writeNumberProperty("readSeq", it.readSeq());
        }
        if (it.deliveredSeq() > 0) {
            json.writeNumberProperty("deliveredSeq", it.deliveredSeq());
        }
    }

    private static void presence(JsonGenerator json, ServerFrame.PresenceFrame it) {
        json.writeStringProperty("type", "presence");
        json.writeArrayPropertyStart("users");
        for (Presence user : it.users()) {
            json.writeStartObject();
            json.writeStringProperty("userId", user.user().toString());
            json.writeBooleanProperty("online", user.online());
            Instant lastSeenAt = user.lastSeenAt();
            if (lastSeenAt != null) {
                json.writeStringProperty("lastSeenAt", lastSeenAt.toString());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /// Knows how much went through.
    private static final class CountingStream extends FilterOutputStream {
        private long written;

        CountingStream(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            written++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            written += length;
        }
    }
}
