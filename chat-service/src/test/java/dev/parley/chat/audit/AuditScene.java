package dev.parley.chat.audit;

import static dev.parley.chat.conversation.Entries.ALICE;

import dev.parley.chat.conversation.EventStore;
import dev.parley.chat.conversation.MemberStore;
import dev.parley.chat.conversation.Position;
import dev.parley.chat.conversation.StoredEvent;
import dev.parley.chat.inbox.Head;
import dev.parley.chat.inbox.HeadStore;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.Snowflake;
import dev.parley.contracts.id.UserId;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;

/// The audit over some stores, with time that a test turns.
final class AuditScene {
    static final int SLOTS = 4;
    static final Duration AGAIN = Duration.ofMinutes(2);
    static final Duration ROUND = Duration.ofMinutes(1);

    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Recent recent = new Recent(100, AGAIN);
    final CheckConversations check;
    final Set<UserId> erased = new HashSet<>();
    private final HeadStore heads;
    private long nanos = 1;

    AuditScene(AuditStore store, EventStore events, MemberStore members, HeadStore heads) {
        this.heads = heads;
        AuditMetrics metrics = new AuditMetrics(meters);
        CheckOne one = new CheckOne(
                store, events, members, heads, user -> !erased.contains(user), metrics, () -> START.plusNanos(nanos));
        check = new CheckConversations(
                one,
                recent,
                new Sweep(SLOTS, ROUND, new Random(1)),
                new Findings(AGAIN),
                () -> Set.of(0, 1, 2, 3),
                metrics,
                this::now);
    }

    long now() {
        return nanos;
    }

    /// Messages of Alice's from one seq to another, stamped at the beginning and in the log one after the other.
    static List<StoredEvent> messages(ConversationId conversation, long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(seq -> new StoredEvent(
                        new Event(conversation, seq, id(seq), ALICE, "m" + seq, seq, new EventBody.Text("hi")),
                        position(seq)))
                .toList();
    }

    static MessageId id(long seq) {
        return new MessageId(Snowflake.of(START.toEpochMilli(), 1, 0) + seq);
    }

    static Position position(long seq) {
        return new Position(1, seq * 10);
    }

    void tell(ConversationId conversation, long seq, UserId... users) {
        for (UserId user : users) {
            heads.write(new HeadStore.Entry(
                    user, conversation, new Head(seq, seq, 0, 0, 0, 0, 0, Mute.NONE, 0, 0, new Position(0, seq))));
        }
    }

    void pass(Duration time) {
        nanos += time.toNanos();
    }

    /// Takes steps until nothing is due.
    void rest() {
        for (int i = 0; i < 10_000; i++) {
            if (check.step() == 0) {
                return;
            }
        }
        throw new AssertionError("the audit does not come to rest");
    }

    /// A round of the sweep and the second look.
    void auditAll() {
        rest();
        pass(Findings.CONFIRM_AFTER);
        rest();
    }

    /// As an alert would name them: kind, conversation, seq.
    List<String> named() {
        return meters.find("chat.audit.finding").gauges().stream()
                .filter(gauge -> gauge.value() == 1)
                .map(Meter::getId)
                .map(id -> id.getTag("kind") + " " + id.getTag("conversation") + " " + id.getTag("seq"))
                .sorted()
                .toList();
    }
}
