package dev.parley.chat.presence;

import dev.parley.contracts.id.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What Redis holds of presence, in memory, with a clock of its own. Servers write through [#of].
public final class MemoryPresence {
    private final LongSupplier nanos;
    private final Map<Integer, Lease> leases = new HashMap<>();
    private final Map<Integer, Set<UserId>> online = new HashMap<>();
    private final Map<UserId, Instant> seen = new HashMap<>();
    /// How many slots there are, as servers have said.
    int announced;

    boolean away;
    /// As Redis counts them: each key written by each command, and each member of a sorted set.
    int keyWrites;
    int roundTrips;

    private record Lease(long generation, String holder, long endNanos) {}

    public MemoryPresence(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// What a query says.
    public boolean isOnline(int slot, UserId user) {
        return living(slot) != null && online.getOrDefault(slot, Set.of()).contains(user);
    }

    Instant lastSeen(UserId user) {
        return seen.getOrDefault(user, Instant.EPOCH);
    }

    public void flush() {
        leases.clear();
        online.clear();
        seen.clear();
        announced = 0;
    }

    private @Nullable Lease living(int slot) {
        Lease lease = leases.get(slot);
        return lease == null || lease.endNanos() - nanos.getAsLong() <= 0 ? null : lease;
    }

    private void lease(int slot, long generation, String holder) {
        leases.put(slot, new Lease(generation, holder, nanos.getAsLong() + PresenceStore.LEASE.toNanos()));
        keyWrites++;
    }

    public PresenceStore of(String holder) {
        return new PresenceStore() {
            @Override
            public List<Taken> take(long generation, List<Integer> slots) {
                ask();
                return slots.stream().map(slot -> take(generation, slot)).toList();
            }

            private Taken take(long generation, int slot) {
                Lease held = living(slot);
                if (held != null && !held.holder().equals(holder) && held.generation() >= generation) {
                    return new Taken.Anothers();
                }
                Duration left = held == null ? Duration.ZERO : Duration.ofNanos(held.endNanos() - nanos.getAsLong());
                lease(slot, generation, holder);
                return new Taken.Ours(left, new ArrayList<>(online.getOrDefault(slot, Set.of())));
            }

            @Override
            public List<Outcome> write(long generation, List<Write> writes) {
                ask();
                return writes.stream().map(write -> write(generation, write)).toList();
            }

            private Outcome write(long generation, Write write) {
                Lease held = living(write.slot());
                if (held == null) {
                    return Outcome.GONE;
                }
                if (!held.holder().equals(holder)) {
                    return Outcome.ANOTHERS;
                }
                if (write.renew()) {
                    lease(write.slot(), generation, holder);
                }
                Set<UserId> users = online.computeIfAbsent(write.slot(), same -> new HashSet<>());
                for (Change change : write.changes()) {
                    keyWrites++;
                    if (change.online()) {
                        users.add(change.user());
                        seen.remove(change.user());
                    } else {
                        users.remove(change.user());
                        seen.put(change.user(), change.lastSeenAt());
                    }
                }
                return Outcome.WRITTEN;
            }

            @Override
            public void announce(int slots) {
                ask();
                keyWrites++;
                announced = slots;
            }

            private void ask() {
                if (away) {
                    throw new PresenceAwayException(new IllegalStateException("away"));
                }
                roundTrips++;
            }
        };
    }
}
