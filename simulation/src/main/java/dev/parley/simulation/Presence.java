package dev.parley.simulation;

import dev.parley.chat.inbox.OwnedSlots;
import dev.parley.chat.inbox.SlotWatcher;
import dev.parley.chat.presence.Lives;
import dev.parley.chat.presence.SignOfLife;
import dev.parley.chat.presence.SlotPresence;
import dev.parley.chat.presence.TestPresence;
import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.event.PresenceChanges;
import dev.parley.contracts.id.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// What one server says of who is here. Nobody whom it heard a moment ago may be said to have
/// gone, whether they are connected or not.
final class Presence implements Lives, SlotWatcher {
    private final World world;
    private final Server server;
    private final Supplier<Wire> served;
    private final TestPresence real;
    /// By which each user was served here since the user's slot came.
    private final Map<UserId, List<Wire>> wires = new HashMap<>();
    private long dueAtMs;
    private long turnNanos;

    /// @param served for whom the edge acts now
    Presence(World world, Server server, OwnedSlots slots, Supplier<Wire> served) {
        this.world = world;
        this.server = server;
        this.served = served;
        this.real = TestPresence.of(
                slots,
                new StoreOfProcess.Here(server, world.here().of(server.toString())),
                this::published,
                world::nowNanos,
                world.clock());
    }

    @Override
    public void taken(Set<Integer> slots, int generation) {
        real.watcher().taken(slots, generation);
    }

    @Override
    public void gone(Set<Integer> lost) {
        wires.keySet().removeIf(user -> lost.contains(Slots.of(user, World.PARTITIONS)));
        real.watcher().gone(lost);
    }

    @Override
    public void opened(UserId user, SignOfLife connection) {
        wires.computeIfAbsent(user, first -> new ArrayList<>()).add(served.get());
        real.lives().opened(user, connection);
    }

    @Override
    public void closed(UserId user, SignOfLife connection) {
        real.lives().closed(user, connection);
    }

    /// Looks who came and went, if it is time.
    void turn() {
        if (dueAtMs <= world.nowMs()) {
            dueAtMs = world.nowMs() + TestPresence.TURN_EVERY.toMillis();
            turnNanos = world.nowNanos();
            real.turn().run();
        }
    }

    private CompletionStage<Void> published(PresenceChanges changes) {
        for (PresenceChanges.Change change : changes.changes()) {
            server.note(() -> "says that " + change.user() + (change.online() ? " is here" : " has gone"));
            if (!change.online()
                    && wires.getOrDefault(change.user(), List.of()).stream().anyMatch(this::isHeard)) {
                throw new BrokenPromiseException(
                        server + " says that " + change.user() + " has gone, and heard them a moment ago");
            }
        }
        return CompletableFuture.completedStage(null);
    }

    private boolean isHeard(Wire wire) {
        long silentNanos = turnNanos - wire.heardAtNanos();
        return silentNanos >= TestPresence.SWEEP_EVERY.toNanos() && silentNanos < SlotPresence.SILENCE.toNanos();
    }
}
