package dev.parley.chat.inbox;

import static dev.parley.chat.conversation.Entries.ALICE;
import static dev.parley.chat.conversation.Entries.BOB;
import static dev.parley.chat.conversation.Entries.CAROL;
import static dev.parley.chat.conversation.Entries.GROUP;
import static dev.parley.chat.conversation.Entries.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.conversation.StoredEvent;
import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.event.InboxEntry;
import dev.parley.contracts.event.Member;
import dev.parley.contracts.event.MembershipChange;
import dev.parley.contracts.event.Role;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bob in a group, over random sends, read marks, joins and leaves, devices that come and go, records that come twice
/// and servers that crash: whatever he is told is what a count over the whole conversation says.
class UnreadTest extends InboxScene {
    private static final int STEPS = 250;
    private static final int BOBS_SLOT = Slots.of(BOB, SLOTS);

    private final List<InboxRecordRead> inbox = new ArrayList<>();
    private final List<FakeConnection> devices = new ArrayList<>();
    private int flushed;
    private long lastDevice;

    // The model.
    private final List<Event> said = new ArrayList<>();
    private boolean member;
    private long lastSeen;
    private long readSeq;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void whatDevicesAreToldIsWhatANaiveCountSays(int seed) {
        Random random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            String what = step(random);
            assertThat(told()).as("seed %d, step %d: %s", seed, step, what).isEqualTo(expected());
        }
    }

    private String step(Random random) {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> say(random.nextBoolean() ? ALICE : CAROL);
            case 3 -> {
                if (member) {
                    say(BOB);
                }
            }
            case 4, 5 -> read(1 + random.nextInt((int) lastSeen + 2));
            case 6 -> changeMembers();
            case 7, 8 -> connect();
            case 9 -> disconnect(random);
            case 10 -> repeat(random);
            default -> {
                if (random.nextBoolean()) {
                    InboxFlush flush = deliver.beginFlush();
                    flush.write();
                    // What no device has confirmed is not committed yet.
                    flushed = Math.toIntExact(
                            flush.applied().getOrDefault(BOBS_SLOT, at(-1)).offset() + 1);
                } else {
                    crash();
                }
                return "flush or crash";
            }
        }
        return "said " + said.size() + ", last seen " + lastSeen + ", read " + readSeq;
    }

    private void say(UserId author) {
        add(author, new EventBody.Text("x"));
    }

    private void changeMembers() {
        boolean before = member;
        member = !member;
        List<Member> members = Stream.of(ALICE, CAROL, BOB)
                .filter(user -> member || !user.equals(BOB))
                .map(user -> new Member(user, Role.MEMBER))
                .toList();
        MembershipChange.Kind kind = member ? MembershipChange.Kind.ADDED : MembershipChange.Kind.REMOVED;
        if (!before) {
            // What was said before he came counts as read.
            readSeq = said.size();
        }
        add(
                ALICE,
                new EventBody.Membership(
                        new MembershipChange(said.size() + 1L, kind, List.of(BOB), members, "Friends")));
    }

    private void add(UserId author, EventBody body) {
        long seq = said.size() + 1L;
        long count = messages(0, said.size(), null) + (body.isMessage() ? 1 : 0);
        Event event = new Event(
                GROUP, seq, new MessageId(1_000 + seq), author, body.isMessage() ? "m" + seq : "", count, body);
        events.append(GROUP, List.of(new StoredEvent(event, at(seq))));
        said.add(event);
        if (member || !body.isMessage()) {
            lastSeen = seq;
            receive(BOB, new InboxEntry.Delivery(event));
        }
    }

    private void read(long seq) {
        FakeConnection wisher = new FakeConnection(BOB, ++lastDevice);
        Inboxes.Marked marked =
                inboxes.read(wisher, GROUP, seq).toCompletableFuture().join();
        if (lastSeen == 0) {
            assertThat(marked).isEqualTo(new Inboxes.Marked.No(new Refused(ErrorCode.NOT_A_MEMBER)));
        } else if (seq > lastSeen) {
            assertThat(marked).isEqualTo(new Inboxes.Marked.No(new Refused(ErrorCode.SEQ_AHEAD)));
        } else if (seq <= readSeq) {
            assertThat(marked).isEqualTo(new Inboxes.Marked.Done());
            assertThat(lastReceipt(wisher)).isEqualTo(receipt());
        } else {
            assertThat(marked).isEqualTo(new Inboxes.Marked.Done());
            readSeq = seq;
            devices.forEach(device -> assertThat(lastReceipt(device)).isEqualTo(receipt()));
        }
    }

    private void connect() {
        FakeConnection device = attach(new FakeConnection(BOB, ++lastDevice), null);
        devices.add(device);
        assertThat(device.frames("welcome").getFirst()).contains(lastSeen == 0 ? "\"heads\":[]" : head());
    }

    private void disconnect(Random random) {
        if (!devices.isEmpty()) {
            inboxes.detach(devices.remove(random.nextInt(devices.size())));
        }
    }

    /// As a sequencer that is replayed, or a client that sends its mark again.
    private void repeat(Random random) {
        if (!inbox.isEmpty()) {
            receive(BOB, inbox.get(random.nextInt(inbox.size())).entry());
        }
    }

    /// The next owner hears again what was not committed.
    private void crash() {
        slots.lose(BOBS_SLOT, ErrorCode.GOING_AWAY);
        devices.clear();
        slots.take(BOBS_SLOT, at(flushed - 1));
        inbox.subList(flushed, inbox.size()).forEach(record -> deliver.handle(List.of(record)));
    }

    @Override
    void receive(UserId user, InboxEntry entry) {
        InboxRecordRead record = record(user, entry);
        inbox.add(record);
        deliver.handle(List.of(record));
    }

    /// By a device that comes now.
    private String told() {
        FakeConnection fresh = attach(new FakeConnection(BOB, 1_000_000), null);
        inboxes.detach(fresh);
        String welcome = fresh.frames("welcome").getFirst();
        int start = welcome.indexOf("\"heads\":");
        return welcome.substring(start, welcome.indexOf(",\"more\"", start)).replaceFirst(",\"leftSeq\":\\d+", "");
    }

    private String expected() {
        return "\"heads\":[" + (lastSeen == 0 ? "" : head() + "}") + "]";
    }

    private String head() {
        return "{\"conversationId\":\"g.77\",\"seq\":" + lastSeen + ",\"readSeq\":" + readSeq + ",\"unread\":"
                + unread();
    }

    private static String lastReceipt(FakeConnection device) {
        List<String> receipts = device.frames("receipt");
        return receipts.isEmpty() ? "" : receipts.getLast();
    }

    private String receipt() {
        return "{\"type\":\"receipt\",\"conversationId\":\"g.77\",\"userId\":\"2\",\"readSeq\":" + readSeq
                + ",\"unread\":" + unread() + "}";
    }

    private long unread() {
        return messages(readSeq, lastSeen, BOB);
    }

    /// @param without whose messages do not count; null for nobody
    private long messages(long after, long through, @Nullable UserId without) {
        return said.stream()
                .filter(event -> event.seq() > after && event.seq() <= through)
                .filter(event -> event.body().isMessage() && !event.author().equals(without))
                .count();
    }
}
