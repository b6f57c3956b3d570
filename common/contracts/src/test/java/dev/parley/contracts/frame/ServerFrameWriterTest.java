package dev.parley.contracts.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.event.BlockChange;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.event.Member;
import dev.parley.contracts.event.MembershipChange;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.event.Role;
import dev.parley.contracts.event.Text;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.Snowflake;
import dev.parley.contracts.id.UserId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ServerFrameWriterTest {
    private static final UserId ALICE = new UserId(7);
    private static final UserId BOB = new UserId(9);
    private static final ConversationId DIRECT = ConversationId.direct(ALICE, BOB);
    private static final ConversationId GROUP = new ConversationId.Group(5);
    private static final MessageId ID = new MessageId(Snowflake.of(Snowflake.EPOCH_MS + 1_500, 3, 1));
    private static final String ID_TEXT = "6291468289";

    @Test
    void aMessageEvent() {
        Event event = new Event(DIRECT, 3, ID, ALICE, "m-1", 3, new EventBody.Text("hi \"\n😀"));
        assertThat(json(new ServerFrame.EventFrame(event, new Cursor(1, 35))))
                .isEqualTo("{'type':'event','conversationId':'d.7.9','seq':3,'messageId':'" + ID_TEXT
                        + "','author':'7','sentAt':'2026-01-01T00:00:01.500Z','kind':'message','clientMessageId':'m-1',"
                        + "'text':'hi \\'\\n😀','cursor':'1.10'}");
    }

    @Test
    void aPageEndsAfterTheEventWithWhichItsJsonPassesTheBound() {
        String control = "\u0001".repeat(5_000);
        List<Event> events = LongStream.rangeClosed(1, 200)
                .mapToObj(seq -> new Event(DIRECT, seq, ID, ALICE, "m", seq, new EventBody.Text(control)))
                .toList();
        String page = json(new ServerFrame.Page("p-1", DIRECT, events, false));
        assertThat(page.length())
                .isGreaterThan(ServerFrame.MAX_PAGE_JSON_BYTES)
                .isLessThan(ServerFrame.MAX_PAGE_JSON_BYTES + 31_000);
        int whole = page.split("'seq':", -1).length - 1;
        assertThat(page).contains("'seq':1,").contains("'seq':" + whole + ",").endsWith("],'more':true}");
    }

    @Test
    void aPageBelowTheBoundIsWhole() {
        String text = "ä".repeat(100_000);
        List<Event> events = LongStream.rangeClosed(1, 5)
                .mapToObj(seq -> new Event(DIRECT, seq, ID, ALICE, "m", seq, new EventBody.Text(text)))
                .toList();
        assertThat(json(new ServerFrame.Page("p-1", DIRECT, events, false)))
                .contains("'seq':5,")
                .endsWith("],'more':false}");
    }

    @Test
    void noFrameIsLargerThanTheGatewayPasses() {
        Event largest = new Event(
                DIRECT,
                Long.MAX_VALUE,
                ID,
                ALICE,
                "m".repeat(ClientFrame.MAX_CLIENT_MESSAGE_ID_CHARS),
                1,
                new EventBody.Text("\u0001".repeat(Text.MAX_CODE_POINTS)));
        assertThat(json(new ServerFrame.EventFrame(largest, new Cursor(1, 35))))
                .hasSizeLessThan(Frames.MAX_CLIENT_FRAME_BYTES);
        assertThat(json(new ServerFrame.Page("p-1", DIRECT, Collections.nCopies(200, largest), false)))
                .hasSizeLessThan(Frames.MAX_SERVER_FRAME_BYTES);

        UserId user = new UserId(Long.MAX_VALUE);
        ServerFrame.Head head = new ServerFrame.Head(
                ConversationId.direct(user, user),
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                Mute.until(Instant.parse("9999-12-31T23:59:59Z")));
        List<ServerFrame.Head> heads = Collections.nCopies(ServerFrame.MAX_WELCOME_HEADS, head);
        assertThat(json(new ServerFrame.Welcome(user, new DeviceId(1), "chat-1", new Cursor(1, 35), heads, true)))
                .hasSizeLessThan(Frames.MAX_SERVER_FRAME_BYTES);
    }

    @Test
    void aMembershipEvent() {
        MembershipChange change = new MembershipChange(
                2,
                MembershipChange.Kind.ADDED,
                List.of(BOB),
                List.of(new Member(ALICE, Role.OWNER), new Member(BOB, Role.MEMBER)),
                "Lunch");
        Event event = new Event(GROUP, 4, ID, ALICE, "", 2, new EventBody.Membership(change));
        assertThat(json(new ServerFrame.EventFrame(event, new Cursor(1, 35))))
                .isEqualTo("{'type':'event','conversationId':'g.5','seq':4,'messageId':'" + ID_TEXT
                        + "','author':'7','sentAt':'2026-01-01T00:00:01.500Z','kind':'membership','change':'added',"
                        + "'version':2,'title':'Lunch','users':['9'],'members':[{'userId':'7','role':'owner'},"
                        + "{'userId':'9','role':'member'}],'cursor':'1.10'}");
    }

    @Test
    void aBlockEvent() {
        Event event = new Event(DIRECT, 5, ID, ALICE, "", 2, new EventBody.Block(new BlockChange(true, 1)));
        assertThat(json(new ServerFrame.EventFrame(event, new Cursor(1, 35))))
                .contains("'kind':'block','blocked':true,'cursor'");
    }

    @Test
    void aWaitOfLessThanAMillisecondIsNotNone() {
        assertThat(json(new ServerFrame.Error(ErrorCode.RATE_LIMITED, "Later.", "m-1", null, Duration.ofNanos(1))))
                .contains("'retryAfterMs':1}");
        assertThat(json(new ServerFrame.Error(ErrorCode.RATE_LIMITED, "Later.", "m-1", null, Duration.ofMillis(50))))
                .contains("'retryAfterMs':50}");
    }

    @Test
    void aWelcome() {
        assertThat(json(new ServerFrame.Welcome(
                        ALICE,
                        new DeviceId(12),
                        "chat-1",
                        new Cursor(0, -1),
                        List.of(
                                new ServerFrame.Head(DIRECT, 4, 2, 1, 0, Mute.NONE),
                                new ServerFrame.Head(GROUP, 9, 9, 0, 9, Mute.FOREVER)),
                        true)))
                .isEqualTo(
                        "{'type':'welcome','userId':'7','deviceId':'12','server':'chat-1','cursor':'0.0','heads':["
                                + "{'conversationId':'d.7.9','seq':4,'readSeq':2,'unread':1},"
                                + "{'conversationId':'g.5','seq':9,'readSeq':9,'unread':0,'leftSeq':9,'mutedUntil':'forever'}],'more':true}");
    }

    @Test
    void answersToSends() {
        assertThat(json(new ServerFrame.Sent(DIRECT, "m-1", 3, ID)))
                .isEqualTo("{'type':'sent','conversationId':'d.7.9','clientMessageId':'m-1','seq':3,'messageId':'"
                        + ID_TEXT + "'}");
        assertThat(json(new ServerFrame.RefusedFrame(DIRECT, "m-1", ErrorCode.BLOCKED)))
                .isEqualTo("{'type':'refused','conversationId':'d.7.9','clientMessageId':'m-1','code':'blocked',"
                        + "'detail':'One of you blocked the other.'}");
    }

    @Test
    void anErrorHasWhatIsKnown() {
        assertThat(json(new ServerFrame.Error(ErrorCode.UNKNOWN_TYPE, "No.", null, null, null)))
                .isEqualTo("{'type':'error','code':'unknown_type','detail':'No.','retry':false}");
        assertThat(json(new ServerFrame.Error(ErrorCode.RATE_LIMITED, "Wait.", "m-1", "p-1", Duration.ofMillis(1_500))))
                .isEqualTo("{'type':'error','code':'rate_limited','detail':'Wait.','retry':true,"
                        + "'clientMessageId':'m-1','requestId':'p-1','retryAfterMs':1500}");
    }

    @Test
    void aPage() {
        Event event = new Event(DIRECT, 3, ID, ALICE, "m-1", 3, new EventBody.Text("hi"));
        assertThat(json(new ServerFrame.Page("p-1", DIRECT, List.of(event), false)))
                .isEqualTo("{'type':'page','requestId':'p-1','conversationId':'d.7.9','events':[{"
                        + "'conversationId':'d.7.9','seq':3,'messageId':'" + ID_TEXT
                        + "','author':'7','sentAt':'2026-01-01T00:00:01.500Z','kind':'message',"
                        + "'clientMessageId':'m-1','text':'hi'}],'more':false}");
    }

    @Test
    void movesDrainsReturnsAndReceipts() {
        URI url = URI.create("ws://localhost:7080/ws/chat-2");
        assertThat(json(new ServerFrame.Moved(url, "t")))
                .isEqualTo("{'type':'moved','url':'ws://localhost:7080/ws/chat-2','ticket':'t'}");
        assertThat(json(new ServerFrame.Drain(url, "t", Duration.ofSeconds(2))))
                .isEqualTo("{'type':'drain','url':'ws://localhost:7080/ws/chat-2','ticket':'t','afterMs':2000}");
        assertThat(json(new ServerFrame.Return("t", Duration.ofMinutes(15))))
                .isEqualTo("{'type':'return','ticket':'t','lifeMs':900000}");
        assertThat(json(new ServerFrame.Receipt(DIRECT, ALICE, 4, 1)))
                .isEqualTo("{'type':'receipt','conversationId':'d.7.9','userId':'7','readSeq':4,'unread':1}");
    }

    @Test
    void whatOtherMembersDoNow() {
        assertThat(json(new ServerFrame.MemberReceipt(DIRECT, ALICE, 4, 5)))
                .isEqualTo("{'type':'receipt','conversationId':'d.7.9','userId':'7','readSeq':4,'deliveredSeq':5}");
        assertThat(json(new ServerFrame.Typing(DIRECT, ALICE, Duration.ofSeconds(6))))
                .isEqualTo("{'type':'typing','conversationId':'d.7.9','userId':'7','expiresInMs':6000}");
    }

    @Test
    void everyCharacterOfATextComesBackThroughJson() {
        StringBuilder text = new StringBuilder();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c += c < 0x800 ? 1 : 37) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                text.appendCodePoint(c);
            }
        }
        Event event = new Event(DIRECT, 3, ID, ALICE, "m-1", 3, new EventBody.Text(text.toString()));
        String asSend = written(new ServerFrame.EventFrame(event, new Cursor(1, 35)))
                .replaceFirst("\"event\"", "\"send\"")
                .replaceFirst("\"seq\"", "\"afterSeq\"");
        assertThat(ClientFrameReader.read(new ByteArrayInputStream(asSend.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(new ClientFrameReader.Reading.Read(new ClientFrame.Send("m-1", DIRECT, text.toString(), 3)));
    }

    @Test
    void aBodyThatWasNotReadIsABug() {
        Event event = new Event(DIRECT, 3, ID, ALICE, "m-1", 3, new EventBody.Stored(10_000));
        assertThatIllegalStateException().isThrownBy(() -> json(new ServerFrame.EventFrame(event, new Cursor(1, 35))));
    }

    @Test
    void theStreamStaysOpen() {
        class Closing extends OutputStream {
            private boolean closed;

            @Override
            public void write(int b) {}

            @Override
            public void close() throws IOException {
                closed = true;
            }
        }
        Closing out = new Closing();
        ServerFrameWriter.write(new ServerFrame.Receipt(DIRECT, ALICE, 4, 1), out);
        assertThat(out.closed).isFalse();
    }

    /// With single quotes, to read well here.
    private static String json(ServerFrame frame) {
        return written(frame).replace('"', '\'');
    }

    private static String written(ServerFrame frame) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ServerFrameWriter.write(frame, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
