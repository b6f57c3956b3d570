package dev.parley.chat.inbox;

import dev.parley.chat.conversation.Position;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.SessionId;
import dev.parley.contracts.id.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One owned inbox partition: its users that are connected or not yet flushed, and how far it was applied.
/// Everything but [#lock] is guarded
/// by the lock; critical sections do memory work, and at most read one large body.
final class Slot {
    /// A user here.
    static final class Resident {
        final UserInbox inbox;
        final List<Connection> connections = new ArrayList<>(2);
        final Undelivered undelivered = new Undelivered();
        /// How far each device has confirmed what it was told.
        final Map<Connection, Position> confirmed = new HashMap<>(2);
        /// The connection by which each device came last, whether it is welcomed yet or not.
        final Map<DeviceId, Connection> newest = new HashMap<>(2);
        /// Attaches under way: the inbox must stay while they read the store.
        int attaching;
        /// Flushes under way that hold heads of this user.
        int flushing;

        Resident(UserId user) {
            this.inbox = new UserInbox(user);
        }

        private boolean isNeeded() {
            return attaching > 0 || flushing > 0 || !connections.isEmpty();
        }
    }

    final ReentrantLock lock = new ReentrantLock();
    private final Map<UserId, Resident> residents = new HashMap<>();
    private final Set<UserId> held = new LinkedHashSet<>();
    final Unconfirmed unconfirmed = new Unconfirmed();
    /// Logins that ended lately, each with when this was heard last.
    private final Map<SessionId, Long> ended = new HashMap<>();
    private Position applied;
    private boolean lost;
    private @Nullable Long arrivedNanos;

    /// @param applied the record before the first one that will come
    Slot(Position applied) {
        this.applied = applied;
    }

    Position applied() {
        return applied;
    }

    void applied(Position position) {
        applied = position;
    }

    void arrived(long nowNanos) {
        arrivedNanos = nowNanos;
    }

    /// Whether it came here so lately that its users' devices may still be on their way.
    boolean isNew(long nowNanos, Duration within) {
        return arrivedNanos != null && nowNanos - arrivedNanos < within.toNanos();
    }

    boolean isLost() {
        return lost;
    }

    Resident resident(UserId user) {
        return residents.computeIfAbsent(user, Resident::new);
    }

    @Nullable
    Resident find(UserId user) {
        return residents.get(user);
    }

    /// A device that comes again replaces its older connection: that one is likely dead.
    void connect(Resident resident, Connection connection) {
        for (Connection older : List.copyOf(resident.connections)) {
            if (older.device().equals(connection.device())) {
                resident.connections.remove(older);
                resident.confirmed.remove(older);
                older.close(ErrorCode.REPLACED);
            }
        }
        resident.connections.add(connection);
    }

    /// Closes the login's connections, and takes no more of it for [LogEntry.SessionEnd#REMEMBERED]. The connections
    /// leave when their sockets have closed.
    void end(Resident resident, SessionId session, long nowNanos) {
        ended.values().removeIf(since -> nowNanos - since > LogEntry.SessionEnd.REMEMBERED.toNanos());
        ended.put(session, nowNanos);
        resident.connections.stream()
                .filter(connection -> connection.session().equals(session))
                .toList()
                .forEach(connection -> connection.close(ErrorCode.DEVICE_REVOKED));
    }

    boolean isEnded(SessionId session) {
        return ended.containsKey(session);
    }

    void disconnect(Connection connection) {
        Resident resident = residents.get(connection.user());
        if (resident != null) {
            resident.connections.remove(connection);
            resident.confirmed.remove(connection);
            resident.newest.remove(connection.device(), connection);
            evict(connection.user());
        }
    }

    /// The device has stored everything up to there, as far as there is anything.
    ///
    /// @return the conversations in which it is the first to have what another wrote, each with how far
    Map<ConversationId.Direct, Long> confirm(
            Connection connection, Position claimed, Attention attention, long nowNanos) {
        Position at = claimed.compareTo(applied) <= 0 ? claimed : applied;
        Resident resident = residents.get(connection.user());
        if (resident == null || !resident.connections.contains(connection)) {
            return Map.of();
        }
        resident.confirmed.merge(connection, at, (one, other) -> one.compareTo(other) >= 0 ? one : other);
        boolean seen = attention.isActive(connection, nowNanos);
        for (Unconfirmed.Wait wait : unconfirmed.of(connection.user())) {
            if (wait.last().compareTo(at) <= 0) {
                resident.inbox.delivered(
                        wait.newest().conversation(), wait.newest().seq());
                if (seen) {
                    unconfirmed.remove(wait);
                } else if (resident.connections.stream()
                        .allMatch(each -> !each.isOpen() || hasConfirmed(resident, each, wait))) {
                    unconfirmed.ready(wait);
                }
            } else if (seen && wait.isStepTaken(at)) {
                unconfirmed.step(wait, resident.inbox.head(wait.newest().conversation()), nowNanos);
            }
        }
        Map<ConversationId.Direct, Long> delivered = resident.undelivered.confirm(at);
        delivered.forEach(resident.inbox::delivered);
        return delivered;
    }

    private static boolean hasConfirmed(Resident resident, Connection connection, Unconfirmed.Wait wait) {
        Position confirmed = resident.confirmed.get(connection);
        return confirmed != null && wait.last().compareTo(confirmed) <= 0;
    }

    /// The devices that have it.
    static Set<DeviceId> reached(Resident resident, Unconfirmed.Wait wait) {
        return resident.connections.stream()
                .filter(connection -> hasConfirmed(resident, connection, wait))
                .map(Connection::device)
                .collect(Collectors.toSet());
    }

    /// The user stays here until a flush has passed.
    void hold(UserId user) {
        held.add(user);
    }

    /// What the store lacks.
    ///
    /// @param users everyone held, to be let go by [#flushed]
    record Unflushed(List<UserId> users, List<HeadStore.Entry> heads) {}

    Unflushed takeUnflushed() {
        List<UserId> users = List.copyOf(held);
        held.clear();
        List<HeadStore.Entry> entries = new ArrayList<>();
        for (UserId user : users) {
            Resident resident = resident(user);
            resident.flushing++;
            entries.addAll(resident.inbox.takeDirty(conversation -> unconfirmed.holds(user, conversation)));
            for (Unconfirmed.Wait wait : unconfirmed.of(user)) {
                Head confirmed = wait.takeConfirmed();
                if (confirmed != null) {
                    entries.add(resident.inbox.takeConfirmed(wait.newest().conversation(), confirmed));
                }
            }
            if (resident.inbox.isDirty()) {
                held.add(user);
            }
        }
        return new Unflushed(users, entries);
    }

    /// The store has what [#takeUnflushed] gave.
    void flushed(List<UserId> users) {
        for (UserId user : users) {
            Resident resident = residents.get(user);
            if (resident != null) {
                resident.flushing--;
                evict(user);
            }
        }
    }

    /// Forgets a user for whom nothing is held here.
    void evict(UserId user) {
        Resident resident = residents.get(user);
        if (resident != null && !resident.isNeeded() && !held.contains(user) && !unconfirmed.holds(user)) {
            residents.remove(user);
        }
    }

    /// Another server owns this from now on.
    ///
    /// @return the connections that it had
    List<Connection> lose() {
        lost = true;
        List<Connection> connections = residents.values().stream()
                .flatMap(resident -> resident.connections.stream())
                .toList();
        residents.clear();
        held.clear();
        return connections;
    }
}
