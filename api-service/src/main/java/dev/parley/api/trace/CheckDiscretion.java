package dev.parley.api.trace;

import dev.parley.api.conversation.ParticipantStore;
import dev.parley.api.history.HistoryStore;
import dev.parley.contracts.event.Glance;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What the author of a message may be told of those who get it: reading as markers tell it; whether a device has
/// it or a phone was rung only of those whose presence the author may see, since both say who was there at that
/// moment.
final class CheckDiscretion {
    /// Changes of a group since a message that are looked through for members who left and came back: to come back
    /// moves the read mark though nothing was read. Beyond it nobody's reading is told.
    static final int CHANGES = 64;

    private final HistoryStore history;
    private final ParticipantStore participants;
    private final BiPredicate<UserId, UserId> blocked;
    private final Function<List<Glance>, List<Boolean>> visible;

    /// @param blocked whether either blocks the other
    /// @param visible who may see whom, of each glance, in order
    CheckDiscretion(
            HistoryStore history,
            ParticipantStore participants,
            BiPredicate<UserId, UserId> blocked,
            Function<List<Glance>, List<Boolean>> visible) {
        this.history = history;
        this.participants = participants;
        this.blocked = blocked;
        this.visible = visible;
    }

    /// Those of whom the author may know what they have read.
    Set<UserId> readers(ConversationId conversation, Entry entry, List<UserId> recipients) {
        Set<UserId> open = new HashSet<>(
                switch (conversation) {
                    case ConversationId.Direct direct ->
                        recipients.stream()
                                .filter(other -> !blocked.test(entry.author(), other))
                                .toList();
                    case ConversationId.Group group -> stayed(group, entry, recipients);
                });
        List<UserId> asked = new ArrayList<>(open);
        asked.add(entry.author());
        Set<UserId> off = participants.withoutReceipts(asked);
        open.removeAll(off);
        return off.contains(entry.author()) ? Set.of() : open;
    }

    /// Those who have been members from the message on until now; nobody if the author has not.
    private List<UserId> stayed(ConversationId.Group group, Entry entry, List<UserId> recipients) {
        Set<UserId> members = participants.membersOf(List.of(group)).getOrDefault(group, List.of()).stream()
                .map(ParticipantStore.Participant::userId)
                .collect(Collectors.toSet());
        List<HistoryStore.Roster> since = history.rosters(group, Long.MAX_VALUE, CHANGES).stream()
                .filter(roster -> roster.seq() > entry.seq())
                .toList();
        if (!members.contains(entry.author()) || since.size() == CHANGES) {
            return List.of();
        }
        return recipients.stream()
                .filter(user -> members.contains(user) && since.stream().allMatch(roster -> roster.has(user)))
                .toList();
    }

    /// Those of them whose presence the author may see besides.
    Set<UserId> seen(UserId author, Set<UserId> readers) {
        if (readers.isEmpty()) {
            return Set.of();
        }
        List<UserId> users = List.copyOf(readers);
        List<Boolean> answers = visible.apply(
                users.stream().map(user -> new Glance(author, user)).toList());
        Set<UserId> seen = new HashSet<>();
        for (int i = 0; i < users.size(); i++) {
            if (answers.get(i)) {
                seen.add(users.get(i));
            }
        }
        return seen;
    }
}
