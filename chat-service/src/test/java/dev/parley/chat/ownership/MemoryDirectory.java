package dev.parley.chat.ownership;

import dev.parley.contracts.directory.ChatServer;
import dev.parley.contracts.directory.SlotOwner;
import dev.parley.contracts.directory.SlotTable;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/// A [Directory] in memory, which can be emptied and can be away.
public final class MemoryDirectory implements Directory {
    private record Living(ChatServer server, long untilMs) {}

    private final LongSupplier nowMs;
    private final Map<String, Living> servers = new TreeMap<>();
    private final Map<Integer, SlotOwner> owners = new TreeMap<>();
    private final Set<String> drains = new HashSet<>();
    private boolean away;

    /// @param nowMs by which servers expire
    public MemoryDirectory(LongSupplier nowMs) {
        this.nowMs = nowMs;
    }

    @Override
    public synchronized void announce(ChatServer server, Duration life, Set<Integer> slots, long generation) {
        answer();
        servers.put(server.id(), new Living(server, nowMs.getAsLong() + life.toMillis()));
        for (int slot : slots) {
            SlotOwner held = owners.get(slot);
            if (held == null
                    || held.server().equals(server.id())
                    || held.generation() <= generation
                    || !lives(held.server())) {
                owners.put(slot, new SlotOwner(server.id(), generation));
            }
        }
    }

    private boolean lives(String server) {
        Living living = servers.get(server);
        return living != null && living.untilMs() > nowMs.getAsLong();
    }

    @Override
    public synchronized void leave(String serverId) {
        answer();
        servers.remove(serverId);
    }

    /// @throws RuntimeException while it is away
    @Override
    public synchronized SlotTable read() {
        answer();
        Map<String, ChatServer> living = new HashMap<>();
        servers.forEach((id, entry) -> {
            if (lives(id)) {
                living.put(id, entry.server());
            }
        });
        return new SlotTable(living, owners);
    }

    @Override
    public synchronized boolean isToDrain(String serverId) {
        answer();
        return drains.contains(serverId);
    }

    /// What an operator does.
    public synchronized void drain(String serverId) {
        drains.add(serverId);
    }

    /// What an operator does in the end.
    public synchronized void takeBack(String serverId) {
        drains.remove(serverId);
    }

    /// Who is written down for each slot, living or not.
    public synchronized Map<Integer, SlotOwner> owners() {
        return Map.copyOf(owners);
    }

    private void answer() {
        if (away) {
            throw new DirectoryAwayException(new IllegalStateException("away"));
        }
    }

    /// FLUSHALL.
    public synchronized void flush() {
        servers.clear();
        owners.clear();
        drains.clear();
    }

    /// @param now whether calls fail
    public synchronized void away(boolean now) {
        away = now;
    }

    public synchronized boolean isAway() {
        return away;
    }
}
