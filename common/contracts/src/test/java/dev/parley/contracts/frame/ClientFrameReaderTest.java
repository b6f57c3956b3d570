package dev.parley.contracts.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.event.Text;
import dev.parley.contracts.frame.ClientFrameReader.Reading;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientFrameReaderTest {
    private static final ConversationId DIRECT = ConversationId.direct(new UserId(7), new UserId(9));

    @Test
    void everyTypeIsRead() {
        assertThat(frame("{'type':'hello','ticket':'t','deviceId':'12','cursor':'1.5'}"))
                .isEqualTo(new ClientFrame.Hello("t", new DeviceId(12), new Cursor(1, 4)));
        assertThat(frame("{'type':'hello','ticket':'t','deviceId':'12'}"))
                .isEqualTo(new ClientFrame.Hello("t", new DeviceId(12), null));
        assertThat(frame("{'type':'send','clientMessageId':'m-1','conversationId':'d.7.9','text':'hi','afterSeq':0}"))
                .isEqualTo(new ClientFrame.Send("m-1", DIRECT, "hi", 0));
        assertThat(frame("{'type':'pull','requestId':'p-1','conversationId':'g.5','after':3,'limit':200}"))
                .isEqualTo(new ClientFrame.Pull("p-1", new ConversationId.Group(5), 3, 200));
        assertThat(frame("{'type':'pull','conversationId':'g.5','after':0}"))
                .isEqualTo(new ClientFrame.Pull("", new ConversationId.Group(5), 0, ClientFrame.DEFAULT_PULL_LIMIT));
        assertThat(frame("{'type':'read','conversationId':'d.7.9','seq':4}"))
                .isEqualTo(new ClientFrame.Read(DIRECT, 4));
        assertThat(frame("{'type':'heartbeat'}")).isEqualTo(new ClientFrame.Heartbeat(false));
        assertThat(frame("{'type':'heartbeat','active':true}")).isEqualTo(new ClientFrame.Heartbeat(true));
        assertThat(frame("{'type':'mute','conversationId':'g.7','until':'2027-01-02T03:04:05.678Z'}"))
                .isEqualTo(new ClientFrame.MuteConversation(
                        new ConversationId.Group(7), Mute.until(Instant.parse("2027-01-02T03:04:05.678Z"))));
        assertThat(frame("{'type':'mute','conversationId':'g.7','until':'forever'}"))
                .isEqualTo(new ClientFrame.MuteConversation(new ConversationId.Group(7), Mute.FOREVER));
        assertThat(frame("{'type':'unmute','conversationId':'g.7'}"))
                .isEqualTo(new ClientFrame.MuteConversation(new ConversationId.Group(7), Mute.NONE));
        assertThat(frame("{'type':'typing','conversationId':'d.7.9'}")).isEqualTo(new ClientFrame.Typing(DIRECT));
        assertThat(frame("{'type':'watch','userIds':['7','9']}"))
                .isEqualTo(new ClientFrame.Watch(List.of(new UserId(7), new UserId(9))));
        assertThat(frame("{'type':'unwatch','userIds':[]}")).isEqualTo(new ClientFrame.Unwatch(List.of()));
        assertThat(frame("{'type':'ack','cursor':'1.5'}")).isEqualTo(new ClientFrame.Ack(new Cursor(1, 4)));
    }

    @Test
    void fieldsComeInAnyOrderAndUnknownOnesAreSkipped() {
        assertThat(frame("{'afterSeq':2,'x':{'a':[1,{'b':null}]},'text':'hi','y':[['z'],1],'clientMessageId':'m',"
                        + "'n':null,'conversationId':'d.7.9','f':1.5,'b':true,'type':'send'}"))
                .isEqualTo(new ClientFrame.Send("m", DIRECT, "hi", 2));
    }

    @Test
    void aFailedSendKeepsItsNameWhereverTheFaultLies() {
        assertThat(read("{'clientMessageId':'m-7','type':'send','conversationId':'d.9.7','text':'','afterSeq':0}"))
                .isEqualTo(failed(ErrorCode.INVALID_FRAME, "conversationId is malformed.", "m-7", null));
        assertThat(read("{'requestId':'p-7','type':'pull','conversationId':'g.5','after':-1}"))
                .isEqualTo(failed(
                        ErrorCode.INVALID_FRAME,
                        "after must be a whole number from 0 to " + Long.MAX_VALUE + ".",
                        null,
                        "p-7"));
        assertThat(read("{'type':'telepathy','clientMessageId':'m-8'}"))
                .isEqualTo(failed(ErrorCode.UNKNOWN_TYPE, ErrorCode.UNKNOWN_TYPE.sentence(), "m-8", null));
    }

    @Test
    void aNameThatCouldNotBeWrittenBackIsNotEchoed() {
        for (String name : List.of("\\ud800", "", "a b", "ä", "x".repeat(65))) {
            Reading reading = read("{'type':'send','clientMessageId':'" + name + "'}");
            assertThat(reading)
                    .isInstanceOfSatisfying(
                            Reading.Failed.class,
                            it -> assertThat(it.clientMessageId()).isNull());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "nonsense",
                "[]",
                "null",
                "17",
                "'type'",
                "{",
                "{'type'",
                "{'type':'heartbeat'",
                "{'type':'heartbeat'}x",
                "{'type':'heartbeat'}{'type':'heartbeat'}",
                "{'type':'heartbeat',}",
                "{'type':'heartbeat','type':'heartbeat'}",
                "{'type':'heartbeat','a':tru}",
                "{'type':'heartbeat','a':[}",
                "{'type':'heartbeat','a':'\\x'}",
                "{'type':'heartbeat','a':01}",
                "{}",
                "{'type':null}",
                "{'type':1}",
                "{'type':['send']}",
                "{'type':'hello'}",
                "{'type':'hello','ticket':1,'deviceId':'12'}",
                "{'type':'hello','ticket':'t','deviceId':12}",
                "{'type':'hello','ticket':'t','deviceId':'012'}",
                "{'type':'hello','ticket':'t','deviceId':'-1'}",
                "{'type':'hello','ticket':'t','deviceId':'9223372036854775808'}",
                "{'type':'hello','ticket':'t','deviceId':'12','cursor':'nonsense'}",
                "{'type':'hello','ticket':'t','deviceId':'12','cursor':7}",
                "{'type':'send','conversationId':'d.7.9','text':'hi','afterSeq':0}",
                "{'type':'send','clientMessageId':'','conversationId':'d.7.9','text':'hi','afterSeq':0}",
                "{'type':'send','clientMessageId':'a b','conversationId':'d.7.9','text':'hi','afterSeq':0}",
                "{'type':'send','clientMessageId':7,'conversationId':'d.7.9','text':'hi','afterSeq':0}",
                "{'type':'send','clientMessageId':'m','conversationId':'d.7.9','text':null,'afterSeq':0}",
                "{'type':'send','clientMessageId':'m','conversationId':'d.7.9','text':'hi'}",
                "{'type':'send','clientMessageId':'m','conversationId':'d.7.9','text':'hi','afterSeq':-1}",
                "{'type':'send','clientMessageId':'m','conversationId':'d.7.9','text':'hi','afterSeq':'0'}",
                "{'type':'send','clientMessageId':'m','conversationId':'d.7.9','text':'hi','afterSeq':0.5}",
                "{'type':'send','clientMessageId':'m','conversationId':'d.7.9','text':'hi','afterSeq':1e3}",
                "{'type':'send','clientMessageId':'m','conversationId':'d.7.9','text':'hi','afterSeq':9223372036854775808}",
                "{'type':'send','clientMessageId':'m','conversationId':'d.9.7','text':'hi','afterSeq':0}",
                "{'type':'send','clientMessageId':'m','conversationId':'d.7','text':'hi','afterSeq':0}",
                "{'type':'send','clientMessageId':'m','conversationId':'x.7','text':'hi','afterSeq':0}",
                "{'type':'send','clientMessageId':'m','conversationId':'g.0','text':'hi','afterSeq':0}",
                "{'type':'send','clientMessageId':'m','conversationId':5,'text':'hi','afterSeq':0}",
                "{'type':'pull','conversationId':'g.5','after':0,'limit':0}",
                "{'type':'pull','conversationId':'g.5','after':0,'limit':201}",
                "{'type':'pull','conversationId':'g.5','after':0,'requestId':''}",
                "{'type':'pull','conversationId':'g.5','after':0,'requestId':5}",
                "{'type':'read','conversationId':'g.5','seq':0}",
                "{'type':'mute','conversationId':'g.5','until':'1969-12-31T23:59:59Z'}",
                "{'type':'mute','conversationId':'g.5','until':'-1000000000-01-01T00:00:00Z'}",
                "{'type':'mute','conversationId':'g.5','until':'+10000-01-01T00:00:00Z'}",
                "{'type':'watch','userIds':'7'}",
                "{'type':'watch','userIds':[7]}",
                "{'type':'watch','userIds':['7',null]}",
                "{'type':'watch','userIds':['x']}",
                "{'type':'ack'}",
            })
    void whatIsNoFrameIsRefusedWithASentence(String json) {
        assertThat(read(json)).isInstanceOfSatisfying(Reading.Failed.class, it -> {
            assertThat(it.why().code()).isEqualTo(ErrorCode.INVALID_FRAME);
            assertThat(it.why().detail()).endsWith(".");
        });
    }

    @Test
    void depthIsBounded() {
        String shallow = "[".repeat(10) + "]".repeat(10);
        assertThat(frame("{'type':'heartbeat','x':" + shallow + "}")).isEqualTo(new ClientFrame.Heartbeat(false));
        for (String open : List.of("[", "{'a':")) {
            Reading bomb = read("{'type':'heartbeat','x':" + open.repeat(200_000));
            assertThat(bomb)
                    .isInstanceOfSatisfying(
                            Reading.Failed.class,
                            it -> assertThat(it.why().code()).isEqualTo(ErrorCode.INVALID_FRAME));
        }
        assertThat(read("[".repeat(500_000))).isInstanceOf(Reading.Failed.class);
    }

    @Test
    void numbersNamesFieldsAndListsAreBounded() {
        assertThat(read("{'type':'read','conversationId':'g.5','seq':1" + "0".repeat(1_000_000) + "}"))
                .isInstanceOf(Reading.Failed.class);
        assertThat(read("{'type':'heartbeat','" + "n".repeat(1_000_000) + "':1}"))
                .isInstanceOf(Reading.Failed.class);
        StringBuilder fields = new StringBuilder("{'type':'heartbeat'");
        for (int i = 0; i < 100_000; i++) {
            fields.append(",'f").append(i).append("':1");
        }
        assertThat(read(fields + "}"))
                .isEqualTo(failed(ErrorCode.INVALID_FRAME, "A frame has at most 64 fields.", null, null));
        assertThat(read("{'type':'watch','userIds':['7'" + ",'7'".repeat(200) + "]}"))
                .isEqualTo(failed(ErrorCode.INVALID_FRAME, "userIds has at most 200 entries.", null, null));
        assertThat(read("{'type':'watch','userIds':['7'" + ",'7'".repeat(200_000) + "]}"))
                .isInstanceOf(Reading.Failed.class);
    }

    @Test
    void textIsTakenAsItIsAndItsRulesAreCheckedLater() {
        assertThat(Text.problem(text("\\ud83d\\ude00"))).isEmpty();
        assertThat(text("\\ud83d\\ude00")).isEqualTo("😀").isEqualTo(text("😀"));
        assertThat(Text.problem(text("\\ud83d"))).contains(ErrorCode.TEXT_INVALID);
        assertThat(Text.problem(text("\\ude00\\ud83d"))).contains(ErrorCode.TEXT_INVALID);
        assertThat(Text.problem(text(""))).contains(ErrorCode.TEXT_EMPTY);
        assertThat(Text.problem(text("😀".repeat(99_999)))).isEmpty();
        assertThat(Text.problem(text("\\ud83d\\ude00".repeat(99_999)))).isEmpty();
        assertThat(Text.problem(text("😀".repeat(100_000)))).contains(ErrorCode.TEXT_TOO_LONG);
        assertThat(text("\\u0000 \\n")).isEqualTo("\0 \n");
    }

    @Test
    void theLongestTextFitsIntoTheLargestFrame() {
        String longest = "{'type':'send','clientMessageId':'" + "m".repeat(64)
                + "','conversationId':'d.9223372036854775806.9223372036854775807','afterSeq':9223372036854775807,"
                + "'text':'" + "\\ud83d\\ude00".repeat(99_999) + "'}";
        assertThat(longest.length()).isLessThan(Frames.MAX_CLIENT_FRAME_BYTES);
        assertThat(read(longest)).isInstanceOf(Reading.Read.class);
    }

    private static String text(String json) {
        ClientFrame frame = frame(
                "{'type':'send','clientMessageId':'m','conversationId':'d.7.9','afterSeq':0,'text':'" + json + "'}");
        return ((ClientFrame.Send) frame).text();
    }

    private static ClientFrame frame(String json) {
        Reading reading = read(json);
        assertThat(reading).isInstanceOf(Reading.Read.class);
        return ((Reading.Read) reading).frame();
    }

    private static Reading read(String json) {
        return ClientFrameReader.read(
                new ByteArrayInputStream(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }

    private static Reading failed(
            ErrorCode code, String detail, @Nullable String clientMessageId, @Nullable String requestId) {
        return new Reading.Failed(new Refused(code, detail), clientMessageId, requestId);
    }
}
