package dev.parley.chat.presence;

import dev.parley.contracts.id.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Who of one slot's users is here, and what the store has not been told of it. Pure; all times are nanoseconds of
/// one ticker. Not thread-safe.
///
/// A user is online from the first connection until nothing has been heard from any of their devices for
/// [#SILENCE]. A connection that closes is no event: whoever makes another within that time was never away.
public final class SlotPresence {
    /// Without a sign of life for so long on every device, a user is offline.
    public static final Duration SILENCE = Duration.ofSeconds(30);

    /// Between two sweeps no more than this passes, unless this process stood still.
    private static final Duration STOOD_STILL = Duration.ofSeconds(5);

    /// After standing still: what clients sent meanwhile is read first. Two heartbeats and their way here.
    private static final Duration GRACE = Duration.ofSeconds(12);

    private final Map<UserId, Known> users = new HashMap<>();
    private final Set<UserId> unsettled = new LinkedHashSet<>();
    private long sweptNanos;
    private boolean swept;
    private long graceEndNanos;
    private boolean grace;

    private static final class Known {
        final List<SignOfLife> connections = new ArrayList<>(2);
        /// Of connections that are gone.
        long heardNanos;
        boolean online;
        /// What the store says.
        boolean written;

        Known(long heardNanos) {
            this.heardNanos = heardNanos;
        }

        long heardNanos() {
            long heard = heardNanos;
            for (SignOfLife connection : connections) {
                heard = later(heard, connection.heardNanos());
            }
            return heard;
        }
    }

    /// What the store is to be told.
    ///
    /// @param heardNanos the last sign of life
    public record Change(UserId user, boolean online, long heardNanos) {}

    public void opened(UserId user, SignOfLife connection, long nowNanos) {
        Known known = users.computeIfAbsent(user, same -> new Known(nowNanos));
        known.heardNanos = later(known.heardNanos, nowNanos);
        known.connections.add(connection);
        known.online = true;
        settle(user, known);
    }

    public void closed(UserId user, SignOfLife connection) {
        Known known = users.get(user);
        if (known != null && known.connections.remove(connection)) {
            known.heardNanos = later(known.heardNanos, connection.heardNanos());
        }
    }

    /// Takes users over whom the store has as online, from an earlier owner or from before it was away.
    ///
    /// @param left how long they stay online without a sign of life here
    public void adopt(Collection<UserId> online, Duration left, long nowNanos) {
        long heard = nowNanos - SILENCE.minus(left).toNanos();
        for (UserId user : online) {
            Known known = users.get(user);
            if (known == null) {
                known = new Known(heard);
                known.online = true;
                users.put(user, known);
            }
            known.written = true;
            settle(user, known);
        }
    }

    /// Looks who fell silent, and who of the silent was heard again.
    public void sweep(long nowNanos) {
        if (swept && nowNanos - sweptNanos > STOOD_STILL.toNanos()) {
            grace = true;
            graceEndNanos = nowNanos + GRACE.toNanos();
        }
        swept = true;
        sweptNanos = nowNanos;
        if (grace && nowNanos - graceEndNanos >= 0) {
            grace = false;
        }
        users.entrySet().removeIf(entry -> {
            Known known = entry.getValue();
            boolean alive = nowNanos - known.heardNanos() < SILENCE.toNanos();
            known.online = alive || (grace && known.online);
            settle(entry.getKey(), known);
            return !known.online && !known.written && known.connections.isEmpty();
        });
    }

    private void settle(UserId user, Known known) {
        if (known.online == known.written) {
            unsettled.remove(user);
        } else {
            unsettled.add(user);
        }
    }

    /// What the store lacks, oldest first. The same again until [#written].
    public List<Change> changes(int max) {
        List<Change> changes = new ArrayList<>();
        for (UserId user : unsettled) {
            Known known = users.get(user);
            if (known == null) {
                throw new IllegalStateException("an unsettled user who is not known");
            }
            changes.add(new Change(user, known.online, known.heardNanos()));
            if (changes.size() == max) {
                break;
            }
        }
        return changes;
    }

    /// The store has these.
    public void written(List<Change> changes) {
        for (Change change : changes) {
            Known known = users.get(change.user());
            if (known != null) {
                known.written = change.online();
                settle(change.user(), known);
            }
        }
    }

    /// The store has nothing any more.
    public void forgotten() {
        unsettled.clear();
        users.forEach((user, known) -> {
            known.written = false;
            settle(user, known);
        });
    }

    public int online() {
        return (int) users.values().stream().filter(known -> known.online).count();
    }

    public boolean isOnline(UserId user) {
        Known known = users.get(user);
        return known != null && known.online;
    }

    private static long later(long one, long other) {
        return one - other >= 0 ? one : other;
    }
}
