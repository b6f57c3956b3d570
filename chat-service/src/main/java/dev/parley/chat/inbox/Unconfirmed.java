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
import org.jspecify.annotations.Nullable;

/// A slot's messages that sockets took and no device has confirmed yet: one entry for each user and conversation,
/// since one ring stands for all that is unread there. Pure; guarded by its slot's lock.
///
/// What waits here is not done with: its record is not committed and its head not stored, so that whoever owns the slot
/// after a crash decides again.
///
/// A device that the user looks at need not catch up with a conversation in which it is always a message behind: it
/// has to confirm, each time anew within the time given, what was the newest when it last did so. What it has
/// confirmed like that may be stored and committed while the rest waits.
final class Unconfirmed {
    /// Beyond these the oldest are taken for unconfirmed at once: a phone more rings, and memory stays bounded.
    static final int MAX_WAITING = 100_000;

    /// One user's newest message of a conversation, and since when its next step waits.
    static final class Wait {
        final UserId user;
        /// The first record of which the store lacks the effect while this waits.
        private Position first;
        private long sinceNanos;
        private Event newest;
        private Position last;
        /// What is to be confirmed first: the newest when this began or a step was taken, with the head then.
        private Position step;
        private @Nullable Head headAtStep;
        /// The head as of a step that was taken, which the store may have.
        private @Nullable Head confirmed;

        private Wait(UserId user, Event event, Position first, Position at, long sinceNanos) {
            this.user = user;
            this.first = first;
            this.sinceNanos = sinceNanos;
            this.newest = event;
            this.last = at;
            this.step = at;
        }

        Event newest() {
            return newest;
        }

        Position last() {
            return last;
        }

        /// Whether a device that has everything up to there has what is to be confirmed first.
        boolean isStepTaken(Position at) {
            return step.compareTo(at) <= 0;
        }

        /// What the store may have though this waits, if that is more than it has. It counts as stored from now on.
        @Nullable
        Head takeConfirmed() {
            Head head = confirmed;
            if (head != null) {
                first = head.changed().next();
                confirmed = null;
            }
            return head;
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

    /// A device that the user looks at has confirmed what was to be confirmed first: the rest is given its time.
    ///
    /// @param head as it is now, with all that waits
    void step(Wait wait, Head head, long nowNanos) {
        if (wait.headAtStep != null) {
            wait.confirmed = wait.headAtStep;
        }
        wait.headAtStep = head;
        wait.step = wait.last;
        wait.sinceNanos = nowNanos;
        oldestFirst.remove(wait);
        oldestFirst.add(wait);
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
