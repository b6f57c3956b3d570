package dev.parley.chat.presence;

import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.event.PresenceChanges;
import dev.parley.contracts.id.UserId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// Chat servers over one store in memory, and time in the test's hands.
final class PresenceScene {
    static final int SLOTS = 4;
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    static final PresenceSettings SETTINGS =
            new PresenceSettings(Duration.ofSeconds(1), Duration.ofMillis(200), Duration.ofSeconds(5));

    long nowNanos;
    final MemoryPresence store = new MemoryPresence(() -> nowNanos);
    final List<PresenceChanges.Change> published = new ArrayList<>();
    private int generation;

    /// One process.
    final class Server {
        final Set<Integer> owned = new TreeSet<>();
        final AnnouncePresence presence;
        /// How fast its clocks run.
        double pace = 1;

        long offsetNanos;
        /// How often the store had lost what this one had written.
        int forgotten;

        private final Map<UserId, Socket> sockets = new HashMap<>();

        Server(String id) {
            Supplier<Set<Integer>> slots = () -> Set.copyOf(owned);
            presence = new AnnouncePresence(
                    slots,
                    SLOTS,
                    store.of(id),
                    changes -> {
                        published.addAll(changes.changes());
                        return CompletableFuture.completedFuture(null);
                    },
                    () -> forgotten++,
                    SETTINGS,
                    new PresenceMetrics(new SimpleMeterRegistry()),
                    this::nanos,
                    () -> START.plusNanos(nanos()));
        }

        long nanos() {
            return offsetNanos + (long) (nowNanos * pace);
        }

        void take(int... slots) {
            generation++;
            for (int slot : slots) {
                owned.add(slot);
            }
            presence.taken(owned, generation);
        }

        void lose(int... slots) {
            for (int slot : slots) {
                owned.remove(slot);
                presence.gone(Set.of(slot));
                sockets.keySet().removeIf(user -> slotOf(user) == slot);
            }
        }

        void connect(UserId user) {
            Socket socket = new Socket(nanos());
            sockets.put(user, socket);
            presence.opened(user, socket);
        }

        void beat(UserId user) {
            Socket socket = sockets.get(user);
            if (socket != null) {
                socket.heard = nanos();
            }
        }

        void close(UserId user) {
            Socket socket = sockets.remove(user);
            if (socket != null) {
                presence.closed(user, socket);
            }
        }

        Set<UserId> connected() {
            return sockets.keySet();
        }

        /// Lets time pass with a turn every 200 ms and a beat of everyone every 5 s.
        void live(Duration time) {
            long endNanos = nowNanos + time.toNanos();
            while (nowNanos < endNanos) {
                nowNanos += Duration.ofMillis(200).toNanos();
                if (nowNanos % Duration.ofSeconds(5).toNanos() == 0) {
                    sockets.keySet().forEach(this::beat);
                }
                presence.turn();
            }
        }
    }

    private static final class Socket implements SignOfLife {
        long heard;

        Socket(long heard) {
            this.heard = heard;
        }

        @Override
        public long heardNanos() {
            return heard;
        }
    }

    static int slotOf(UserId user) {
        return Slots.of(user, SLOTS);
    }

    boolean isOnline(UserId user) {
        return store.isOnline(slotOf(user), user);
    }

    List<String> toldOf(UserId user) {
        return published.stream()
                .filter(change -> change.user().equals(user))
                .map(change -> change.online() ? "online" : "offline")
                .toList();
    }
}
