package dev.parley.client.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.client.event.Content;
import dev.parley.client.event.ConversationEvent;
import dev.parley.client.event.Head;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.event.BlockChange;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.event.Member;
import dev.parley.contracts.event.MembershipChange;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.event.Role;
import dev.parley.contracts.frame.ClientFrame;
import dev.parley.contracts.frame.ClientFrameReader;
import dev.parley.contracts.frame.Cursor;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.frame.ServerFrameWriter;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The client reads what the server's writer writes, and writes what the server's reader reads.
class FramesTest {
    private static final UserId ALICE = new UserId(11);
    private static final UserId BOB = new UserId(22);
    private static final ConversationId CHAT = ConversationId.direct(ALICE, BOB);
    private static final Cursor CURSOR = new Cursor(3, 77);

    static final List<ClientFrame> CLIENT_FRAMES = List.of(
            new ClientFrame.Hello("ticket", new DeviceId(5), CURSOR),
            new ClientFrame.Hello("ticket", new DeviceId(5), null),
            new ClientFrame.Send("c-1", CHAT, "a \"quoted\" 😀 \n text", 7),
            new ClientFrame.Pull("p1", CHAT, 3, 100),
            new ClientFrame.Pull("", CHAT, 0, 50),
            new ClientFrame.Read(CHAT, 9),
            new ClientFrame.MuteConversation(CHAT, Mute.FOREVER),
            new ClientFrame.MuteConversation(CHAT, Mute.until(Instant.parse("2027-01-02T03:04:05Z"))),
            new ClientFrame.MuteConversation(CHAT, Mute.NONE),
            new ClientFrame.Heartbeat(false),
            new ClientFrame.Heartbeat(true),
            new ClientFrame.Typing(CHAT),
            new ClientFrame.Watch(List.of(ALICE, BOB)),
            new ClientFrame.Unwatch(List.of(BOB)),
            new ClientFrame.Ack(CURSOR));

    @ParameterizedTest
    @FieldSource("CLIENT_FRAMES")
    void serverReadsWhatTheClientWrites(ClientFrame frame) {
        byte[] json = ClientFrameWriter.write(frame).getBytes(StandardCharsets.UTF_8);

        assertThat(ClientFrameReader.read(new ByteArrayInputStream(json)))
                .isEqualTo(new ClientFrameReader.Reading.Read(frame));
    }

    private static Incoming read(ServerFrame frame) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ServerFrameWriter.write(frame, out);
        return IncomingReader.read(out.toString(StandardCharsets.UTF_8));
    }

    private static Event event(ConversationId conversation, EventBody body) {
        return new Event(conversation, 4, new MessageId(1L << 30), ALICE, "c-1", 2, body);
    }

    private static ConversationEvent expected(Event event, Content content) {
        return new ConversationEvent(
                event.conversation(), event.seq(), event.id(), event.author(), event.sentAt(), content);
    }

    @Test
    void messageMembershipAndBlockAreRead() {
        Event message = event(CHAT, new EventBody.Text("hi 😀"));
        assertThat(read(new ServerFrame.EventFrame(message, CURSOR)))
                .isEqualTo(new Incoming.Event(expected(message, new Content.Message("c-1", "hi 😀")), CURSOR));

        MembershipChange change = new MembershipChange(
                2,
                MembershipChange.Kind.ROLE_CHANGED,
                List.of(BOB),
                List.of(new Member(ALICE, Role.OWNER), new Member(BOB, Role.ADMIN)),
                "Friends");
        Event membership = event(new ConversationId.Group(9), new EventBody.Membership(change));
        Event block = event(CHAT, new EventBody.Block(new BlockChange(true, 1)));
        assertThat(read(new ServerFrame.Page("p1", CHAT, List.of(membership, block), true)))
                .isEqualTo(new Incoming.Page(
                        "p1",
                        CHAT,
                        List.of(
                                expected(membership, new Content.Membership(change)),
                                expected(block, new Content.Block(true))),
                        true));
    }

    @Test
    void everyOtherFrameIsRead() {
        assertThat(read(new ServerFrame.Welcome(
                        ALICE,
                        new DeviceId(5),
                        "chat-1",
                        CURSOR,
                        List.of(new ServerFrame.Head(CHAT, 9, 4, 3, 8, Mute.FOREVER)),
                        true)))
                .isEqualTo(new Incoming.Welcome(
                        ALICE,
                        new DeviceId(5),
                        "chat-1",
                        CURSOR,
                        List.of(new Head(CHAT, 9, 4, 3, 8, Mute.FOREVER)),
                        true));
        assertThat(read(new ServerFrame.Sent(CHAT, "c-1", 4, new MessageId(44))))
                .isEqualTo(new Incoming.Sent(CHAT, "c-1", 4, new MessageId(44)));
        assertThat(read(new ServerFrame.RefusedFrame(CHAT, "c-1", ErrorCode.BLOCKED)))
                .isEqualTo(new Incoming.Refused(CHAT, "c-1", "blocked", ErrorCode.BLOCKED.sentence()));
        assertThat(read(new ServerFrame.Error(ErrorCode.RATE_LIMITED, "why", "c-1", "p1", Duration.ofMillis(250))))
                .isEqualTo(new Incoming.Error("rate_limited", "why", true, "c-1", "p1", Duration.ofMillis(250)));
        assertThat(read(new ServerFrame.Error(ErrorCode.INVALID_FRAME, "why", null, null, null)))
                .isEqualTo(new Incoming.Error("invalid_frame", "why", false, null, null, null));
        Mute evening = Mute.until(Instant.parse("2027-01-02T19:00:00.500Z"));
        assertThat(read(new ServerFrame.Muted(CHAT, evening))).isEqualTo(new Incoming.Muted(CHAT, evening));
        assertThat(read(new ServerFrame.Muted(CHAT, Mute.NONE))).isEqualTo(new Incoming.Muted(CHAT, Mute.NONE));
        assertThat(read(new ServerFrame.Moved(URI.create("ws://two"), "t")))
                .isEqualTo(new Incoming.Moved(URI.create("ws://two"), "t"));
        assertThat(read(new ServerFrame.Drain(URI.create("ws://two"), "t", Duration.ofMillis(5))))
                .isEqualTo(new Incoming.Drain(URI.create("ws://two"), "t", Duration.ofMillis(5)));
        assertThat(read(new ServerFrame.Return("t", Duration.ofMillis(5))))
                .isEqualTo(new Incoming.Return("t", Duration.ofMillis(5)));
        assertThat(read(new ServerFrame.Receipt(CHAT, BOB, 7, 1))).isEqualTo(new Incoming.Receipt(CHAT, BOB, 7, 0, 1));
        assertThat(read(new ServerFrame.MemberReceipt(CHAT, BOB, 7, 0)))
                .isEqualTo(new Incoming.Receipt(CHAT, BOB, 7, 0, 0));
        assertThat(read(new ServerFrame.MemberReceipt(CHAT, BOB, 0, 7)))
                .isEqualTo(new Incoming.Receipt(CHAT, BOB, 0, 7, 0));
        assertThat(read(new ServerFrame.Typing(CHAT, BOB, Duration.ofSeconds(6))))
                .isEqualTo(new Incoming.Typing(CHAT, BOB, Duration.ofSeconds(6)));
    }

    @Test
    void whatANewerServerAddsDoesNotDisturb() {
        assertThat(IncomingReader.read("{\"type\":\"sparkle\",\"x\":{\"y\":[1]}}"))
                .isEqualTo(new Incoming.Other("sparkle"));
        String reaction = "{\"type\":\"event\",\"conversationId\":\"d.11.22\",\"seq\":5,\"messageId\":\"99\","
                + "\"author\":\"11\",\"sentAt\":\"2026-01-01T00:00:00Z\",\"kind\":\"reaction\",\"emoji\":\"x\","
                + "\"cursor\":\"1.2\"}";
        assertThat(IncomingReader.read(reaction))
                .isInstanceOfSatisfying(
                        Incoming.Event.class,
                        it -> assertThat(it.event().content()).isEqualTo(new Content.Other("reaction")));
        String membership = reaction.replace("\"reaction\"", "\"membership\",\"change\":\"merged\",\"users\":[]");
        assertThat(IncomingReader.read(membership))
                .isInstanceOfSatisfying(
                        Incoming.Event.class,
                        it -> assertThat(it.event().content()).isEqualTo(new Content.Other("membership")));
        assertThat(IncomingReader.read(
                        "{\"type\":\"event\",\"conversationId\":\"g.9\",\"seq\":1,\"messageId\":\"9\",\"author\":\"11\","
                                + "\"sentAt\":\"2026-06-01T00:00:00Z\",\"kind\":\"membership\",\"change\":\"created\","
                                + "\"version\":0,\"title\":\"T\",\"users\":[],\"members\":[],\"cursor\":\"1.6\"}"))
                .isInstanceOfSatisfying(
                        Incoming.Event.class,
                        it -> assertThat(it.event().content()).isEqualTo(new Content.Other("membership")));
        assertThat(IncomingReader.read("{\"type\":\"error\",\"code\":\"out_of_paint\",\"retry\":true}"))
                .isEqualTo(new Incoming.Error("out_of_paint", "", true, null, null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "[]",
                "null",
                "{}",
                "{\"type\":7}",
                "{\"type\":\"sent\",\"conversationId\":\"d.11.22\",\"clientMessageId\":\"c\",\"seq\":\"4\"}",
                "{\"type\":\"event\",\"conversationId\":\"nonsense\"}",
                "{\"type\":\"event\",\"conversationId\":\"d.11.22\",\"seq\":0,\"messageId\":\"9\",\"author\":\"11\","
                        + "\"sentAt\":\"2026-06-01T00:00:00Z\",\"kind\":\"block\",\"blocked\":true,\"cursor\":\"1.6\"}",
                "{\"type\":\"moved\",\"url\":\"not a url\",\"ticket\":\"t\"}",
                "{\"type\":\"page\",\"conversationId\":\"d.11.22\",\"events\":{}}"
            })
    void frameThatIsNoneIsAnExceptionOfItsOwn(String text) {
        assertThatThrownBy(() -> IncomingReader.read(text)).isInstanceOf(UnreadableFrameException.class);
    }
}
