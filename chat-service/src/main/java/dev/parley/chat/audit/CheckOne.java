package dev.parley.chat.audit;

import dev.parley.chat.conversation.Buckets;
import dev.parley.chat.conversation.EventStore;
import dev.parley.chat.conversation.MemberStore;
import dev.parley.chat.conversation.Position;
import dev.parley.chat.inbox.Head;
import dev.parley.chat.inbox.HeadStore;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.Snowflake;
import dev.parley.contracts.id.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Compares the newest part of one conversation: its rows with each other, with table `tails`, with the heads of
/// members, and with sends that its log has. What is found may be a write under way; [Findings] asks once more. For one
/// thread.
final class CheckOne {
    /// Rows in one read.
    static final int PAGE = 500;

    /// Events before the newest one that are looked at each time.
    static final int WINDOW = 500;

    /// Reads of one conversation at a time; where a head is so far behind, the sweep finds what this does not.
    private static final int MAX_PAGES = 4;

    /// Members of a group whose heads are compared at a time; the next ones the next time.
    private static final int HEADS = 2;

    /// A member who is told of an event later than this was forgotten. Longer than a server is away, or a topic lags.
    static final Duration TOLD_WITHIN = Duration.ofMinutes(10);

    /// @param from the rows after this seq were compared
    /// @param undecided sends of which the history does not say yet whether they became something
    record Result(List<Finding> findings, long from, List<Recent.Sent> undecided) {}

    private record Told(UserId user, Head head) {}

    private final AuditStore store;
    private final EventStore events;
    private final MemberStore members;
    private final HeadStore heads;
    private final Predicate<UserId> exists;
    private final AuditMetrics metrics;
    private final InstantSource clock;
    private int spent;
    private int turn;

    /// @param exists says no of a user who was erased, and with that of all the user's heads
    CheckOne(
            AuditStore store,
            EventStore events,
            MemberStore members,
            HeadStore heads,
            Predicate<UserId> exists,
            AuditMetrics metrics,
            InstantSource clock) {
        this.store = store;
        this.events = events;
        this.members = members;
        this.heads = heads;
        this.exists = exists;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// Counts anew.
    void begin() {
        spent = 0;
    }

    /// Statements since [#begin].
    int spent() {
        return spent;
    }

    AuditStore.Page page(ConversationId conversation, long after) {
        spent++;
        AuditStore.Page page = store.rows(conversation, after, PAGE);
        metrics.rows(page.rows().size());
        return page;
    }

    List<AuditStore.Tail> tails(long after, long through, int limit) {
        spent++;
        return store.tails(after, through, limit);
    }

    /// @param sends of the conversation's log that were not compared yet, in its order
    Result check(ConversationId conversation, List<Recent.Sent> sends) {
        return check(conversation, sends, HEADS);
    }

    private Result check(ConversationId conversation, List<Recent.Sent> sends, int mostHeads) {
        // Heads first: what they tell of was stored, or is on its way there, before.
        List<Told> told = told(conversation, mostHeads);
        long toldSeq = told.stream().mapToLong(it -> it.head().seq()).max().orElse(0);
        long tail = tail(conversation).orElse(0L);
        long from = Math.max(0, toldSeq > 0 ? toldSeq - WINDOW : Buckets.lastSeq(Buckets.of(tail) - 1));
        Walk walk = new Walk(conversation, from);
        List<EventRow> rows = new ArrayList<>();
        for (int i = 0; i < MAX_PAGES && (i == 0 || walk.reached() < Math.max(toldSeq, tail)); i++) {
            AuditStore.Page page = page(conversation, walk.reached());
            walk.take(page);
            rows.addAll(page.rows());
        }
        walk.end(toldSeq);
        if (walk.lastSeq() > tail && walk.lastSeq() > from) {
            walk.add(Finding.Kind.TAIL, walk.lastSeq());
        }
        told.forEach(it -> compareHead(it, rows, walk));
        List<Recent.Sent> undecided = compareLog(conversation, sends, from, rows, walk);
        return new Result(walk.findings(), from, undecided);
    }

    private Optional<Long> tail(ConversationId conversation) {
        spent++;
        return store.tail(conversation);
    }

    /// Of members only: whoever left is told no more.
    private List<Told> told(ConversationId conversation, int most) {
        List<UserId> all = members(conversation);
        List<Told> told = new ArrayList<>();
        for (int i = 0; i < most && i < all.size(); i++) {
            spent++;
            UserId user = all.get(Math.floorMod(turn++, all.size()));
            Head head = heads.load(user, conversation);
            if (head.leftSeq() == 0) {
                told.add(new Told(user, head));
            }
        }
        return told;
    }

    private List<UserId> members(ConversationId conversation) {
        return switch (conversation) {
            case ConversationId.Direct direct -> List.copyOf(new TreeSet<>(List.of(direct.lower(), direct.higher())));
            case ConversationId.Group group -> {
                spent++;
                yield List.copyOf(new TreeSet<>(members.now(group).users()));
            }
        };
    }

    private void compareHead(Told told, List<EventRow> rows, Walk walk) {
        rows.stream()
                .filter(row -> row.seq() > told.head().seq())
                .findFirst()
                .filter(row -> isBefore(row, clock.instant().minus(TOLD_WITHIN)))
                .filter(row -> !isErased(told))
                .ifPresent(row -> walk.add(Finding.Kind.UNTOLD, row.seq()));
    }

    /// Asked of those only who should have a head and have none.
    private boolean isErased(Told told) {
        if (!told.head().equals(Head.NONE)) {
            return false;
        }
        spent++;
        return !exists.test(told.user());
    }

    private static boolean isBefore(EventRow row, Instant bound) {
        return Snowflake.instant(row.id().value()).isBefore(bound);
    }

    private List<Recent.Sent> compareLog(
            ConversationId conversation, List<Recent.Sent> sends, long from, List<EventRow> rows, Walk walk) {
        List<Recent.Sent> undecided = new ArrayList<>();
        for (Recent.Sent sent : sends) {
            if (rows.stream().anyMatch(row -> isOf(row, sent))) {
                repetition(rows, sent).ifPresent(row -> walk.add(Finding.Kind.DUPLICATE, row.seq()));
                continue;
            }
            boolean isPassed = rows.stream().anyMatch(row -> sent.position().compareTo(row.position()) < 0);
            if (!isPassed) {
                undecided.add(sent);
            } else if (!walk.hasGap() && mustBeThere(conversation, sent, from, rows)) {
                walk.add(Finding.Kind.LOST, seqBefore(sent.position(), from, rows) + 1);
            }
        }
        return undecided;
    }

    private static boolean isOf(EventRow row, Recent.Sent sent) {
        return row.author().equals(sent.author()) && row.clientMessageId().equals(sent.clientMessageId());
    }

    /// The event that came from this entry, though the same send stood where the entry says that it may. A name that is
    /// used again for something else says otherwise, and proves nothing.
    private static Optional<EventRow> repetition(List<EventRow> rows, Recent.Sent sent) {
        return rows.stream()
                .filter(row -> isOf(row, sent) && row.position().equals(sent.position()))
                .filter(row -> rows.stream()
                        .anyMatch(earlier ->
                                isOf(earlier, sent) && earlier.seq() > sent.afterSeq() && earlier.seq() < row.seq()))
                .findFirst();
    }

    /// Says no where the rows at hand don't tell.
    private boolean mustBeThere(ConversationId conversation, Recent.Sent sent, long from, List<EventRow> rows) {
        long before = seqBefore(sent.position(), from, rows);
        boolean isOlder = before == from && from > 0;
        if (isOlder || sent.afterSeq() > before || !wasMember(conversation, sent.author(), before)) {
            return false;
        }
        if (conversation instanceof ConversationId.Direct && (hasBlocks(rows) || isBlocked(conversation))) {
            return false;
        }
        if (sent.afterSeq() >= from) {
            return true;
        }
        spent++;
        // A retry of something older stands before the rows at hand; one much older is not looked for.
        return from - sent.afterSeq() < PAGE
                && events.findSend(conversation, sent.author(), sent.clientMessageId(), sent.afterSeq(), from)
                        .isEmpty();
    }

    /// Where the conversation stood when its sequencer met the entry.
    private static long seqBefore(Position position, long from, List<EventRow> rows) {
        return rows.stream()
                .filter(row -> row.position().compareTo(position) < 0)
                .mapToLong(EventRow::seq)
                .max()
                .orElse(from);
    }

    private boolean wasMember(ConversationId conversation, UserId user, long seq) {
        spent++;
        return events.rosterAt(conversation, seq).after().users().contains(user);
    }

    private static boolean hasBlocks(List<EventRow> rows) {
        return rows.stream().anyMatch(row -> !row.isMessage());
    }

    private boolean isBlocked(ConversationId conversation) {
        spent++;
        return members.now(conversation).blocked();
    }

    /// Whether what was found is still so. Of a send that became nothing nobody can tell later; it stays until the
    /// server restarts.
    boolean isStillThere(Finding finding) {
        ConversationId conversation = finding.conversation();
        long seq = finding.seq();
        return switch (finding.kind()) {
            case GAP -> page(conversation, seq - 1).rows().stream().noneMatch(row -> row.seq() == seq);
            case TAIL -> tail(conversation).orElse(0L) < seq;
            case ORDER, COUNT ->
                walk(conversation, Math.max(0, seq - 2), seq).findings().contains(finding);
            case DUPLICATE ->
                walk(conversation, Math.max(0, seq - Walk.REMEMBERED), seq).isRepeated(seq);
            case UNTOLD ->
                check(conversation, List.of(), Integer.MAX_VALUE).findings().contains(finding);
            case LOST -> true;
        };
    }

    private Walk walk(ConversationId conversation, long after, long through) {
        Walk walk = new Walk(conversation, after);
        while (walk.reached() < through) {
            walk.take(page(conversation, walk.reached()));
        }
        return walk;
    }
}
