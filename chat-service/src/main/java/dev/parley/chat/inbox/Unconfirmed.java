package dev.parley.chat.inbox;

import dev.parley.chat.conversation.Position;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A slot's messages that sockets took and no device has confirmed yet: one entry for each user and conversation,
/// since one ring stands for all that is unread there. Pure; guarded by its slot's lock.
///
/// What waits here is not done with: its record is not committed and its head not stored, so that whoever owns the slot
/// after a crash decides again.
final class Unconfirmed {
    /// Beyond these the oldest are taken for unconfirmed at once: a phone more rings, and memory stays bounded.
    static final int MAX_WAITING = 100_000;

    /// One user's newest message of a conversation, and since when the oldest of it waits.
    static final class Wait {
        final UserId user;
        /// The first record of which the store lacks the effect while this waits.
        private final Position first;
        private final long sinceNanos;
        private Event newest;
        private Position last;

        private Wait(UserId user, Event event, Position first, Position at, long sinceNanos) {
            this.user = user;
            this.first = first;
            this.sinceNanos = sinceNanos;
            this.newest = event;
            this.last = at;
        }

        Event newest() {
            return newest;
        }

        Position last() {
            return last;
        }
    }

    private final Map<UserId, Map<ConversationId, Wait>> byUser = new HashMap<>();
    private final Set<Wait> oldestFirst = new LinkedHashSet<>();
    /// Confirmed by all, on no device that the user looks at.
    private final Set<Wait> ready = new LinkedHashSet<>();

    /// @param first the first record of which the store lacks the effect on this conversation's head: the head is held
    /// back from now on, and with it what was done to it before the message
    void add(UserId user, Event event, Position first, Position at, long nowNanos) {
        Map<ConversationId, Wait> waits = byUser.computeIfAbsent(user, none -> new HashMap<>(2));
        Wait wait = waits.get(event.conversation());
        if (wait == null) {
            wait = new Wait(user, event, first, at, nowNanos);
            waits.put(event.conversation(), wait);
            oldestFirst.add(wait);
        } else {
            wait.newest = event;
            wait.last = at;
            ready.remove(wait);
        }
    }

    /// What waits for this user.
    List<Wait> of(UserId user) {
        return List.copyOf(byUser.getOrDefault(user, Map.of()).values());
    }

    boolean holds(UserId user) {
        return byUser.containsKey(user);
    }

    boolean holds(UserId user, ConversationId conversation) {
        return byUser.getOrDefault(user, Map.of()).containsKey(conversation);
    }

    void remove(Wait wait) {
        remove(wait.user, wait.newest.conversation());
    }

    /// Nothing happens if nothing waits.
    void remove(UserId user, ConversationId conversation) {
        Map<ConversationId, Wait> waits = byUser.getOrDefault(user, Map.of());
        if (waits.containsKey(conversation)) {
            Wait wait = waits.remove(conversation);
            oldestFirst.remove(wait);
            ready.remove(wait);
            if (waits.isEmpty()) {
                byUser.remove(user);
            }
        }
    }

    /// The user has read that far: no device need confirm it.
    void read(UserId user, ConversationId conversation, long seq) {
        Map<ConversationId, Wait> waits = byUser.getOrDefault(user, Map.of());
        if (waits.containsKey(conversation) && waits.get(conversation).newest.seq() <= seq) {
            remove(user, conversation);
        }
    }

    /// All devices have it and nobody looks: it need not wait longer.
    void ready(Wait wait) {
        ready.add(wait);
    }

    /// Takes out what is to be rung now.
    List<Wait> takeDue(long nowNanos, Duration confirmWithin) {
        List<Wait> due = new ArrayList<>(ready);
        int surplus = oldestFirst.size() - MAX_WAITING;
        for (Iterator<Wait> each = oldestFirst.iterator(); each.hasNext(); surplus--) {
            Wait wait = each.next();
            if (surplus <= 0 && nowNanos - wait.sinceNanos < confirmWithin.toNanos()) {
                break;
            }
            if (!ready.contains(wait)) {
                due.add(wait);
            }
        }
        due.forEach(this::remove);
        return due;
    }

    /// How far records may be committed.
    ///
    /// @param applied the last one applied
    Position done(Position applied) {
        return oldestFirst.stream()
                .map(wait -> wait.first.before())
                .min(Comparator.naturalOrder())
                .orElse(applied);
    }
}
