package dev.parley.api.trace;

import dev.parley.api.answer.Answer;
import dev.parley.api.answer.UnavailableException;
import dev.parley.api.history.HistoryStore;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.event.Member;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.Snowflake;
import dev.parley.contracts.id.UserId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Tells the author of a message, or an operator, where it is.
final class ReadTrace {
    /// After it a message is in every inbox whose owner is up, whether a device confirmed it or a phone was rung,
    /// which takes some seconds longer. Before, being in the inbox would tell who was there.
    static final Duration SETTLED = Duration.ofMinutes(1);

    private final FindMessage findMessage;
    private final TraceStore store;
    private final HistoryStore history;
    private final CheckDiscretion discretion;
    private final PushClient pushes;
    private final TraceMetrics metrics;
    private final InstantSource clock;

    ReadTrace(
            FindMessage findMessage,
            TraceStore store,
            HistoryStore history,
            CheckDiscretion discretion,
            PushClient pushes,
            TraceMetrics metrics,
            InstantSource clock) {
        this.findMessage = findMessage;
        this.store = store;
        this.history = history;
        this.discretion = discretion;
        this.pushes = pushes;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// @return [ErrorCode#NOT_FOUND] unless it is a message of the caller's in this conversation
    Answer<MessageTrace> read(UserId caller, ConversationId conversation, MessageId id) {
        if (conversation instanceof ConversationId.Direct direct && !direct.has(caller)) {
            return Answer.denied(ErrorCode.NOT_FOUND);
        }
        return find(conversation, id)
                .then(entry -> entry.author().equals(caller)
                        ? Answer.given(discreet(conversation, entry))
                        : Answer.denied(ErrorCode.NOT_FOUND));
    }

    /// @return [ErrorCode#NOT_FOUND] unless it is a message of this conversation
    Answer<Entry> find(ConversationId conversation, MessageId id) {
        return findMessage
                .find(conversation, id)
                .filter(Entry::isMessage)
                .map(Answer::given)
                .orElseGet(() -> Answer.denied(ErrorCode.NOT_FOUND));
    }

    private MessageTrace discreet(ConversationId conversation, Entry entry) {
        List<UserId> recipients = recipients(conversation, entry);
        Set<UserId> open = discretion.readers(conversation, entry, recipients);
        return trace(conversation, entry, recipients, open, discretion.seen(entry.author(), open));
    }

    /// All that is known of a message, also what its author is not to know.
    MessageTrace whole(ConversationId conversation, Entry entry) {
        List<UserId> recipients = recipients(conversation, entry);
        Set<UserId> all = Set.copyOf(recipients);
        return trace(conversation, entry, recipients, all, all);
    }

    private MessageTrace trace(
            ConversationId conversation, Entry entry, List<UserId> recipients, Set<UserId> open, Set<UserId> seen) {
        Map<UserId, Marks> marks = store.marks(conversation, recipients);
        boolean settled = !entry.storedAt().plus(SETTLED).isAfter(clock.instant());
        Optional<Map<UserId, Push>> known = pushes(conversation, entry, seen, marks);
        List<MessageTrace.Recipient> told = recipients.stream()
                .map(user -> recipient(
                        user,
                        entry.seq(),
                        marks.getOrDefault(user, Marks.NONE),
                        open.contains(user),
                        seen.contains(user),
                        settled,
                        known))
                .toList();
        return new MessageTrace(
                entry.id(),
                conversation,
                entry.seq(),
                Snowflake.instant(entry.id().value()),
                entry.storedAt(),
                told.stream().filter(it -> Boolean.TRUE.equals(it.inInbox())).count(),
                told);
    }

    private List<UserId> recipients(ConversationId conversation, Entry entry) {
        return switch (conversation) {
            case ConversationId.Direct direct ->
                direct.lower().equals(direct.higher()) ? List.of() : List.of(direct.other(entry.author()));
            case ConversationId.Group group ->
                history.rosters(group, entry.seq(), 1).stream()
                        .flatMap(roster -> roster.change().members().stream())
                        .map(Member::user)
                        .filter(user -> !user.equals(entry.author()))
                        .toList();
        };
    }

    /// Empty if nobody can tell.
    private Optional<Map<UserId, Push>> pushes(
            ConversationId conversation, Entry entry, Set<UserId> seen, Map<UserId, Marks> marks) {
        List<UserId> rung = seen.stream()
                .filter(user -> marks.getOrDefault(user, Marks.NONE).rungSeq() >= entry.seq())
                .toList();
        if (rung.isEmpty()) {
            return Optional.of(Map.of());
        }
        try {
            return Optional.of(pushes.pushes(conversation, entry.seq(), rung));
        } catch (UnavailableException away) {
            metrics.pushUnknown();
            return Optional.empty();
        }
    }

    private static MessageTrace.Recipient recipient(
            UserId user,
            long seq,
            Marks marks,
            boolean open,
            boolean seen,
            boolean settled,
            Optional<Map<UserId, Push>> known) {
        boolean inInbox = marks.seq() >= seq;
        boolean read = open && inInbox && marks.readSeq() >= seq;
        return new MessageTrace.Recipient(
                user,
                read || seen || settled ? inInbox : null,
                read || seen ? read || inInbox && marks.deliveredSeq() >= seq : null,
                open ? read : null,
                seen && inInbox
                        ? push(user, seq, marks, known).map(Push::wireName).orElse(null)
                        : null);
    }

    private static Optional<Push> push(UserId user, long seq, Marks marks, Optional<Map<UserId, Push>> known) {
        return marks.rungSeq() < seq
                ? Optional.of(Push.NONE)
                : known.map(pushes -> pushes.getOrDefault(user, Push.ASKED));
    }
}
