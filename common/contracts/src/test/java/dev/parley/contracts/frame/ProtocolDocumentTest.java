package dev.parley.contracts.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.event.BlockChange;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.event.Member;
import dev.parley.contracts.event.MembershipChange;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.event.Presence;
import dev.parley.contracts.event.Role;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.Snowflake;
import dev.parley.contracts.id.UserId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;

/// docs/protocol.md says what the code does.
class ProtocolDocumentTest {
    private static final UserId ALICE = new UserId(7_316_283_912_192L);
    private static final UserId BOB = new UserId(7_316_283_912_200L);
    private static final UserId CAROL = new UserId(7_316_283_912_201L);
    private static final ConversationId DIRECT = ConversationId.direct(ALICE, BOB);
    private static final ConversationId GROUP = new ConversationId.Group(7_316_283_912_300L);
    private static final String TICKET = "eyJhbGciOiJIUzI1NiJ9.e30.c2ln";
    private static final URI OTHER_SERVER = URI.create("ws://localhost:7080/ws/chat-2");

    private static final Path ROOT = Path.of(System.getProperty("parley.root", "../.."));
    private static final Pattern BLOCK = Pattern.compile("```json (client|server)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CODE_ROW = Pattern.compile(
            "^\\| `([a-z0-9_]+)` \\| (\\d{3}) \\| (no|\\d{4}) \\| (yes|no) \\| .*\\|$", Pattern.MULTILINE);
    private static final Pattern TEST_NAME =
            Pattern.compile("`([A-Z][A-Za-z]+Test)\\.([a-z][A-Za-z0-9]+)` \\|$", Pattern.MULTILINE);

    private static String document = "";

    @BeforeAll
    static void read() throws IOException {
        document = Files.readString(ROOT.resolve("docs/protocol.md"));
    }

    @Test
    void theTableOfCodesIsErrorCode() {
        List<String> documented = CODE_ROW.matcher(document)
                .results()
                .map(row -> String.join(" ", row.group(1), row.group(2), row.group(3), row.group(4)))
                .toList();
        List<String> defined = Arrays.stream(ErrorCode.values())
                .map(code -> String.join(
                        " ",
                        code.wireName(),
                        String.valueOf(code.httpStatus()),
                        code.closes() ? String.valueOf(code.closeCode()) : "no",
                        code.retry() ? "yes" : "no"))
                .toList();
        assertThat(documented).containsExactlyElementsOf(defined);
    }

    @Test
    void everyClientFrameHasAnExampleThatIsRead() {
        Set<Class<?>> shown = new HashSet<>();
        for (String example : examples("client")) {
            ClientFrameReader.Reading reading =
                    ClientFrameReader.read(new ByteArrayInputStream(example.getBytes(StandardCharsets.UTF_8)));
            assertThat(reading)
                    .as(example)
                    .isInstanceOfSatisfying(
                            ClientFrameReader.Reading.Read.class,
                            it -> shown.add(it.frame().getClass()));
        }
        assertThat(shown).containsExactlyInAnyOrder(ClientFrame.class.getPermittedSubclasses());
    }

    @Test
    void everyServerFrameHasAnExampleAsItIsWritten() {
        List<String> written = new ArrayList<>();
        Set<Class<?>> shown = new HashSet<>();
        for (ServerFrame frame : serverFrames()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ServerFrameWriter.write(frame, out);
            written.add(out.toString(StandardCharsets.UTF_8));
            shown.add(frame.getClass());
        }
        assertThat(examples("server").stream().map(ProtocolDocumentTest::minified))
                .containsExactlyInAnyOrderElementsOf(written);
        assertThat(shown).containsExactlyInAnyOrder(ServerFrame.class.getPermittedSubclasses());
    }

    private static List<ServerFrame> serverFrames() {
        MembershipChange added = new MembershipChange(
                2,
                MembershipChange.Kind.ADDED,
                List.of(BOB),
                List.of(new Member(ALICE, Role.OWNER), new Member(BOB, Role.MEMBER)),
                "Lunch");
        return List.of(
                new ServerFrame.Welcome(
                        ALICE,
                        new DeviceId(7_316_283_912_193L),
                        "chat-1",
                        new Cursor(1, 99),
                        List.of(
                                new ServerFrame.Head(
                                        DIRECT, 42, 40, 2, 0, Mute.until(Instant.parse("2026-06-01T07:00:00Z"))),
                                new ServerFrame.Head(GROUP, 9, 9, 0, 9, Mute.NONE)),
                        false),
                new ServerFrame.Sent(DIRECT, "0b9f6e6e-4c0e", 43, new MessageId(7_316_283_912_400L)),
                new ServerFrame.RefusedFrame(GROUP, "0b9f6e6e-4c0e", ErrorCode.NOT_A_MEMBER),
                live(100, event(DIRECT, 43, 1, ALICE, "0b9f6e6e-4c0e", new EventBody.Text("Hi!"))),
                live(101, event(GROUP, 2, 2, ALICE, "", new EventBody.Membership(added))),
                live(102, event(DIRECT, 44, 3, BOB, "", new EventBody.Block(new BlockChange(true, 1)))),
                new ServerFrame.Page(
                        "p-17", GROUP, List.of(event(GROUP, 13, 1, BOB, "m-5", new EventBody.Text("Soup?"))), true),
                new ServerFrame.Receipt(DIRECT, ALICE, 43, 0),
                new ServerFrame.Muted(DIRECT, Mute.until(Instant.parse("2026-06-01T07:00:00Z"))),
                new ServerFrame.MemberReceipt(GROUP, BOB, 12, 0),
                new ServerFrame.MemberReceipt(DIRECT, BOB, 0, 13),
                new ServerFrame.Typing(GROUP, BOB, Duration.ofMillis(6_000)),
                new ServerFrame.PresenceFrame(List.of(
                        new Presence(BOB, true, null),
                        new Presence(CAROL, false, Instant.parse("2026-03-01T12:00:00Z")),
                        Presence.hidden(ALICE))),
                new ServerFrame.Error(
                        ErrorCode.RATE_LIMITED,
                        ErrorCode.RATE_LIMITED.sentence(),
                        "0b9f6e6e-4c0e",
                        null,
                        Duration.ofMillis(50)),
                new ServerFrame.Moved(OTHER_SERVER, TICKET),
                new ServerFrame.Drain(OTHER_SERVER, TICKET, Duration.ofMillis(1_200)),
                new ServerFrame.Return(TICKET, Duration.ofMinutes(15)));
    }

    private static ServerFrame live(long offset, Event event) {
        return new ServerFrame.EventFrame(event, new Cursor(1, offset));
    }

    private static Event event(
            ConversationId conversation, long seq, int counter, UserId author, String name, EventBody body) {
        MessageId id = new MessageId(Snowflake.of(Snowflake.EPOCH_MS + 1_500, 3, counter));
        return new Event(conversation, seq, id, author, name, 1, body);
    }

    @Test
    void theNumbersOfTheLimitsAreThoseOfTheCode() {
        assertThat(document)
                .contains("%,d bytes; enough".formatted(Frames.MAX_CLIENT_FRAME_BYTES))
                .contains(Frames.MAX_DEPTH + " levels deep")
                .contains(
                        "number, 1 to " + ClientFrame.MAX_PULL_LIMIT + ", optional | " + ClientFrame.DEFAULT_PULL_LIMIT)
                .contains("1 to " + ClientFrame.MAX_CLIENT_MESSAGE_ID_CHARS + " printable ASCII")
                .contains("up to " + ClientFrame.MAX_WATCHED + " users in one frame")
                .contains("At most %,d |".formatted(ServerFrame.MAX_WELCOME_HEADS))
                .contains("| 4300 | `moved` |")
                .contains("`" + Frames.SUBPROTOCOL + "`");
        assertThat(Frames.CLOSE_MOVED).isEqualTo(4300);
    }

    @Test
    void everyTestItNamesExists() throws IOException {
        List<String> missing = new ArrayList<>();
        Matcher names = TEST_NAME.matcher(document);
        int named = 0;
        while (names.find()) {
            named++;
            if (!exists(names.group(1), names.group(2))) {
                missing.add(names.group());
            }
        }
        assertThat(missing).isEmpty();
        assertThat(named).isGreaterThan(40);
    }

    private static boolean exists(String testClass, String method) throws IOException {
        try (Stream<Path> modules = Files.walk(ROOT, 2)) {
            List<Path> roots = modules.map(it -> it.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList();
            for (Path root : roots) {
                try (Stream<Path> files = Files.walk(root)) {
                    List<Path> found =
                            files.filter(it -> it.endsWith(testClass + ".java")).toList();
                    for (Path file : found) {
                        if (Files.readString(file).contains(" " + method + "(")) {
                            return true;
                        }
                    }
                }
            }
        }
        return false;
    }

    private static List<String> examples(String side) {
        return BLOCK.matcher(document)
                .results()
                .filter(it -> it.group(1).equals(side))
                .map(it -> it.group(2))
                .toList();
    }

    private static String minified(String json) {
        StringWriter out = new StringWriter();
        try (JsonParser parser = Frames.JSON.createParser(ObjectReadContext.empty(), json);
                JsonGenerator generator = Frames.WRITING.createGenerator(ObjectWriteContext.empty(), out)) {
            while (parser.nextToken() != null) {
                generator.copyCurrentEvent(parser);
            }
        }
        return out.toString();
    }
}
