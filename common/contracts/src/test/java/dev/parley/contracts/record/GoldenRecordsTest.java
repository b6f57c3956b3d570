package dev.parley.contracts.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.parley.contracts.bus.BusMessage;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.event.BlockChange;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.event.InboxEntry;
import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.event.Member;
import dev.parley.contracts.event.MembershipChange;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.event.PresenceChanges;
import dev.parley.contracts.event.PushRequest;
import dev.parley.contracts.event.Role;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.SessionId;
import dev.parley.contracts.id.UserId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Bytes that released code wrote lie in Kafka for days and in Cassandra for ever; `golden/` keeps one
/// example of each shape, in hex. These files never change: if one can't be read as before, the code is
/// wrong. A new shape gets a line in [#shapes] and a file; the test that misses the file says what to put
/// there.
class GoldenRecordsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    private static final UserId ALICE = new UserId(0x0102_0304_0506_0708L);
    private static final UserId BOB = new UserId(0x1112_1314_1516_1718L);
    private static final UserId CAROL = new UserId(0x2122_2324_2526_2728L);
    private static final MessageId ID = new MessageId(0x3132_3334_3536_3738L);
    private static final ConversationId DIRECT = ConversationId.direct(ALICE, BOB);
    private static final ConversationId GROUP = new ConversationId.Group(0x4142_4344_4546_4748L);
    private static final String CLIENT_MESSAGE_ID = "0190163d-8694-739b-aea5-966c26f8ad91";
    private static final String TEXT = "Grüße 👋";
    private static final long SEQ = 70_000;
    private static final long COUNT = 69_000;

    static Stream<Shape<?>> shapes() {
        Stream.Builder<Shape<?>> all = Stream.builder();
        all.add(new Shape<>("conversation-log/key-direct", DIRECT, LogRecords::key, LogRecords::conversation));
        all.add(new Shape<>("conversation-log/key-group", GROUP, LogRecords::key, LogRecords::conversation));
        all.add(logEntry("send", new LogEntry.Send(ID, ALICE, CLIENT_MESSAGE_ID, TEXT, SEQ)));
        all.add(logEntry("block", new LogEntry.Block(ID, ALICE, new BlockChange(true, 3))));
        all.add(logEntry("session-end", new LogEntry.SessionEnd(ALICE, new SessionId(ID.value()))));
        all.add(logEntry("unblock", new LogEntry.Block(ID, ALICE, new BlockChange(false, 4))));
        for (MembershipChange.Kind kind : MembershipChange.Kind.values()) {
            all.add(logEntry("membership-" + kind.wireName(), new LogEntry.Membership(ID, ALICE, change(kind))));
        }

        all.add(eventBody("text", new EventBody.Text(TEXT)));
        all.add(eventBody("membership", new EventBody.Membership(change(MembershipChange.Kind.ADDED))));
        all.add(eventBody("block", new EventBody.Block(new BlockChange(true, 3))));
        all.add(eventBody("stored", new EventBody.Stored(300_000)));

        all.add(new Shape<>("inbox/key", ALICE, InboxRecords::key, InboxRecords::user));
        all.add(inboxEntry("delivery-text", delivery(DIRECT, CLIENT_MESSAGE_ID, new EventBody.Text(TEXT))));
        all.add(inboxEntry("delivery-stored", delivery(GROUP, CLIENT_MESSAGE_ID, new EventBody.Stored(300_000))));
        all.add(inboxEntry(
                "delivery-membership",
                delivery(GROUP, "", new EventBody.Membership(change(MembershipChange.Kind.REMOVED)))));
        all.add(inboxEntry("delivery-block", delivery(DIRECT, "", new EventBody.Block(new BlockChange(true, 3)))));
        all.add(inboxEntry("answer", new InboxEntry.Answer(GROUP, CLIENT_MESSAGE_ID, SEQ, ID)));
        all.add(inboxEntry("refusal", new InboxEntry.Refusal(GROUP, CLIENT_MESSAGE_ID, ErrorCode.NOT_A_MEMBER)));
        all.add(inboxEntry("read-mark", new InboxEntry.ReadMark(DIRECT, SEQ, COUNT, 1_234)));
        all.add(inboxEntry("mute-mark", new InboxEntry.MuteMark(DIRECT, new Mute(1_799_999_999_999L))));
        all.add(inboxEntry("mute-mark-forever", new InboxEntry.MuteMark(GROUP, Mute.FOREVER)));
        all.add(inboxEntry("session-end", new InboxEntry.SessionEnd(DIRECT, new SessionId(ID.value()))));

        // Of the first release, which knew no more.
        all.add(pushRequest(
                "request", new PushRequest.Ring(BOB, DIRECT, SEQ, ID, ALICE, 0, 0, Mute.NONE, Set.of(), "")));
        all.add(pushRequest(
                "ring",
                new PushRequest.Ring(
                        BOB, GROUP, SEQ, ID, ALICE, 12, 3, Mute.FOREVER, Set.of(new DeviceId(0x5152_5354L)), TEXT)));
        all.add(pushRequest("withdraw", new PushRequest.Withdraw(BOB, DIRECT, SEQ, 9)));

        all.add(busMessage(
                "presence",
                new BusMessage.Presence(List.of(
                        new BusMessage.Change(ALICE, true, null),
                        new BusMessage.Change(CAROL, false, Instant.parse("2026-03-01T12:00:00.123Z"))))));
        all.add(busMessage("typing", new BusMessage.Typing(DIRECT, ALICE)));
        all.add(busMessage("receipt", new BusMessage.Receipt(GROUP, ALICE, SEQ, SEQ + 1)));
        all.add(busMessage("receipt-read", new BusMessage.Receipt(GROUP, ALICE, SEQ, 0)));

        PresenceChanges changes = new PresenceChanges(
                7,
                List.of(
                        new PresenceChanges.Change(ALICE, true, Instant.ofEpochMilli(1_800_000_000_123L)),
                        new PresenceChanges.Change(BOB, false, Instant.ofEpochMilli(1_800_000_000_456L))));
        all.add(new Shape<>("presence-changes/changes", changes, PresenceRecords::encode, PresenceRecords::decode));
        return all.build();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    <T> void whatWasReleasedIsReadAsBefore(Shape<T> shape) throws Exception {
        Path file = GOLDEN.resolve(shape.file());
        assertThat(file)
                .as(
                        "a new shape? Then this is the file's content: %s",
                        hex(shape.encode().apply(shape.record())))
                .exists();
        byte[] released = HexFormat.of().parseHex(Files.readString(file).strip());
        assertThat(shape.decode().read(released)).isEqualTo(shape.record());
    }

    @ParameterizedTest
    @MethodSource("shapes")
    <T> void whatIsWrittenTodayCanBeRead(Shape<T> shape) throws Exception {
        assertThat(shape.decode().read(shape.encode().apply(shape.record()))).isEqualTo(shape.record());
    }

    /// Servers of two releases run side by side during an update.
    @Test
    void aFieldThatLaterCodeAddsIsPassedOver() throws Exception {
        LogEntry entry = new LogEntry.Send(ID, ALICE, CLIENT_MESSAGE_ID, TEXT, SEQ);
        ByteString later = UnknownFieldSet.newBuilder()
                .addField(1_000, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                .build()
                .toByteString();
        byte[] bytes =
                ByteString.copyFrom(LogRecords.encode(entry)).concat(later).toByteArray();
        assertThat(LogRecords.decode(bytes)).isEqualTo(entry);
    }

    @Test
    void everyFileIsStillRead() throws IOException {
        try (Stream<Path> files = Files.walk(GOLDEN)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(it -> GOLDEN.relativize(it).toString().replace('\\', '/')))
                    .containsExactlyInAnyOrderElementsOf(
                            shapes().map(Shape::file).toList());
        }
    }

    /// What can be appended, stored or delivered, can't be forgotten here.
    @Test
    void everyKindOfRecordHasAFile() {
        List<Object> records =
                new ArrayList<>(shapes().<Object>map(Shape::record).toList());
        shapes().forEach(it -> {
            if (it.record() instanceof InboxEntry.Delivery(Event event)) {
                records.add(event.body());
            }
            if (it.record() instanceof BusMessage message) {
                records.add(message.what());
            }
        });
        assertThat(Stream.of(
                                LogEntry.class,
                                InboxEntry.class,
                                EventBody.class,
                                PushRequest.class,
                                BusMessage.What.class)
                        .flatMap(closedSet -> Stream.of(closedSet.getPermittedSubclasses())))
                .isNotEmpty()
                .allSatisfy(kind -> assertThat(records).anyMatch(kind::isInstance));
    }

    private static Shape<LogEntry> logEntry(String name, LogEntry entry) {
        return new Shape<>("conversation-log/" + name, entry, LogRecords::encode, LogRecords::decode);
    }

    private static Shape<InboxEntry> inboxEntry(String name, InboxEntry entry) {
        return new Shape<>("inbox/" + name, entry, InboxRecords::encode, InboxRecords::decode);
    }

    private static Shape<PushRequest> pushRequest(String name, PushRequest request) {
        return new Shape<>("push-requests/" + name, request, PushRequests::encode, PushRequests::decode);
    }

    private static Shape<BusMessage> busMessage(String name, BusMessage.What what) {
        BusMessage message = new BusMessage(List.of(BOB, CAROL), what);
        return new Shape<>("bus/" + name, message, BusMessages::encode, BusMessages::decode);
    }

    private static Shape<EventBody> eventBody(String name, EventBody body) {
        return new Shape<>("event-body/" + name, body, EventBodies::encode, EventBodies::decode);
    }

    private static InboxEntry.Delivery delivery(ConversationId conversation, String clientMessageId, EventBody body) {
        return new InboxEntry.Delivery(new Event(conversation, SEQ, ID, ALICE, clientMessageId, COUNT, body));
    }

    private static MembershipChange change(MembershipChange.Kind kind) {
        List<Member> members =
                List.of(new Member(ALICE, Role.OWNER), new Member(BOB, Role.ADMIN), new Member(CAROL, Role.MEMBER));
        return new MembershipChange(5, kind, List.of(BOB, CAROL), members, "Büro");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /// @param file under `golden/`
    /// @param record what the file's bytes mean
    record Shape<T>(String file, T record, Function<T, byte[]> encode, Decoder<T> decode) {
        Shape {
            file = file + ".hex";
        }

        @Override
        public String toString() {
            return file;
        }
    }

    @FunctionalInterface
    interface Decoder<T> {
        T read(byte[] bytes) throws UnreadableRecordException;
    }
}
