package dev.parley.chat.conversation;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.event.BlockChange;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.event.InboxEntry;
import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One conversation's log, as its sequencer knows it. Gives each accepted entry the next seq, recognises repeated
/// sends exactly, refuses
/// who may not write.
///
/// Decisions depend on the log and on the events that came from it, nothing else: no clock, no live query. So an
/// owner that replays the log
/// after a crash, and one that was paused and wakes up late, both decide what was decided before.
///
/// For one thread. A [Decision.Sequenced] has changed this object; the caller stores the event or forgets this
/// object.
final class Conversation {
    /// Sends remembered in memory. Two bursts of an impatient client; older retries cost one read of the store.
    static final int RECENT_SENDS = 32;

    private final ConversationId id;
    private final Dedupe dedupe;
    private final Map<UserId, BlockChange> blocks;
    private long seq;
    private long count;
    private @Nullable Position position;
    private Roster roster;

    /// @param sends remembered in memory
    Conversation(ConversationSnapshot snapshot, int sends) {
        this.id = snapshot.id();
        this.seq = snapshot.seq();
        this.count = snapshot.count();
        this.position = snapshot.position();
        this.roster = snapshot.roster();
        this.blocks = new HashMap<>(snapshot.blocks());
        this.dedupe = new Dedupe(sends, snapshot.recentAfter());
        snapshot.recent().forEach(dedupe::remember);
    }

    Decision decide(LogEntry entry, Position at) {
        if (position != null && at.isDecidedAt(position)) {
            return new Decision.Replayed();
        }
        return switch (entry) {
            case LogEntry.Send send -> decide(send, at);
            case LogEntry.Membership membership -> decide(membership, at);
            case LogEntry.Block block -> decide(block, at);
            case LogEntry.SessionEnd end -> tell(end);
        };
    }

    private Decision decide(LogEntry.Send send, Position at) {
        return switch (dedupe.find(send.author(), send.clientMessageId(), send.afterSeq())) {
            case Dedupe.Lookup.Found found -> new Decision.Repeated(found.send());
            case Dedupe.Lookup.Older older -> new Decision.NeedsLookup(send, older.after(), older.through());
            case Dedupe.Lookup.Absent absent -> accept(send, at);
        };
    }

    /// The second half of a [Decision.NeedsLookup].
    ///
    /// @param found what stands in the range that was asked for
    Decision decide(LogEntry.Send send, Position at, Optional<KnownSend> found) {
        return found.<Decision>map(Decision.Repeated::new).orElseGet(() -> accept(send, at));
    }

    private Decision accept(LogEntry.Send send, Position at) {
        Optional<ErrorCode> problem = problem(send);
        if (problem.isPresent()) {
            return new Decision.Refused(send, problem.get());
        }
        Event event = next(send, send.clientMessageId(), new EventBody.Text(send.text()), at);
        dedupe.remember(new KnownSend(send.author(), send.clientMessageId(), event.seq(), event.id()));
        return new Decision.Sequenced(event, roster.users());
    }

    private Optional<ErrorCode> problem(LogEntry.Send send) {
        if (roster.users().isEmpty() && seq == 0) {
            return Optional.of(ErrorCode.UNKNOWN_CONVERSATION);
        }
        if (!roster.has(send.author())) {
            return Optional.of(ErrorCode.NOT_A_MEMBER);
        }
        if (blocks.values().stream().anyMatch(BlockChange::blocked)) {
            return Optional.of(ErrorCode.BLOCKED);
        }
        return send.afterSeq() > seq ? Optional.of(ErrorCode.SEQ_AHEAD) : Optional.empty();
    }

    private Decision decide(LogEntry.Membership entry, Position at) {
        if (!(id instanceof ConversationId.Group) || entry.change().version() <= roster.version()) {
            return new Decision.Ignored();
        }
        Roster next = Roster.of(entry.change());
        Set<UserId> recipients = roster.and(next);
        roster = next;
        return new Decision.Sequenced(next(entry, "", new EventBody.Membership(entry.change()), at), recipients);
    }

    private Decision decide(LogEntry.Block entry, Position at) {
        BlockChange known = blocks.get(entry.author());
        boolean stale = known != null && entry.change().version() <= known.version();
        if (!(id instanceof ConversationId.Direct) || !roster.has(entry.author()) || stale) {
            return new Decision.Ignored();
        }
        blocks.put(entry.author(), entry.change());
        return new Decision.Sequenced(next(entry, "", new EventBody.Block(entry.change()), at), roster.users());
    }

    private Event next(LogEntry entry, String clientMessageId, EventBody body, Position at) {
        seq++;
        if (body.isMessage()) {
            count++;
        }
        position = at;
        return new Event(id, seq, entry.id(), entry.author(), clientMessageId, count, body);
    }

    /// What to say to an entry that was decided before and became no event then.
    ///
    /// @param found the event its send is, by a later or earlier attempt, if the store has one
    Decision answerAgain(LogEntry entry, Optional<KnownSend> found) {
        return switch (entry) {
            case LogEntry.Send send ->
                found.<Decision>map(Decision.Repeated::new)
                        .orElseGet(
                                () -> new Decision.Refused(send, problem(send).orElse(passedProblem(send))));
            case LogEntry.Membership membership -> new Decision.Ignored();
            case LogEntry.Block block -> new Decision.Ignored();
            case LogEntry.SessionEnd end -> tell(end);
        };
    }

    private Decision tell(LogEntry.SessionEnd end) {
        return new Decision.Told(end.author(), new InboxEntry.SessionEnd(id, end.session()));
    }

    /// Why the send was refused, though it would not be now: who writes to one other person is a member for ever.
    private ErrorCode passedProblem(LogEntry.Send send) {
        return id instanceof ConversationId.Direct && roster.has(send.author())
                ? ErrorCode.BLOCKED
                : ErrorCode.NOT_A_MEMBER;
    }

    long seq() {
        return seq;
    }
}
