package dev.parley.simulation;

import dev.parley.chat.conversation.EventStore;
import dev.parley.chat.conversation.MemoryEventStore;
import dev.parley.chat.inbox.HeadStore;
import dev.parley.chat.inbox.MemoryHeadStore;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.record.InboxRecords;
import dev.parley.contracts.record.LogRecords;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Users, devices, chat servers, logs and stores, one step at a time. The seed decides every step.
///
/// It also decides what kind of world this is: how long it lasts, how many of the conversations are used, how often
/// the group changes. Worlds that do few things often find what one that does everything seldom does not (Groce et
/// al., "Swarm Testing", ISSTA 2012).
final class World {
    static final int EPOCH = 1;
    private static final int PARTITIONS = 2;
    private static final int FEWEST_STEPS = 50;
    private static final int MOST_STEPS = 1_000;
    private static final int MOST_GROUP_CHANGES = 6;
    private static final int LARGE_CHARS = 5_000;
    private static final int MAX_DEPTH = 2;
    /// Past it a world that was healed counts as one that never comes to rest.
    private static final int MAX_ROUNDS = 20_000;

    private final Fate fate;
    private final Consumer<String> notes;
    private final MemoryEventStore events = new MemoryEventStore();
    private final MemoryHeadStore heads = new MemoryHeadStore();
    private final Promises promises = new Promises(events);
    private final Group log;
    private final Group inbox;
    private final Servers servers;
    private final List<UserId> users = List.of(new UserId(1), new UserId(2), new UserId(3));
    private final SimulatedGroupChat group;
    private final List<ConversationId> conversations;
    private final List<Device> devices = new ArrayList<>();
    private final int steps;
    private final int groupChanges;
    private long nowMs = Instant.parse("2027-01-01T00:00:00Z").toEpochMilli();
    private int depth;

    /// @param notes hears everything that happens
    World(long seed, Consumer<String> notes) {
        this.fate = new Fate(seed);
        this.notes = notes;
        this.steps = FEWEST_STEPS + fate.below(MOST_STEPS - FEWEST_STEPS);
        this.groupChanges = 1 + fate.below(MOST_GROUP_CHANGES);
        this.log = new Group(new Topic(LogRecords.TOPIC, PARTITIONS), fate);
        this.inbox = new Group(new Topic(InboxRecords.TOPIC, PARTITIONS), fate);
        this.group = new SimulatedGroupChat(this, users);
        List<ConversationId> all = List.of(
                group.id(),
                ConversationId.direct(users.get(0), users.get(1)),
                ConversationId.direct(users.get(2), users.get(1)),
                ConversationId.direct(users.get(0), users.get(0)));
        this.conversations = all.subList(0, 1 + fate.below(all.size()));
        this.servers = new Servers(this);
        for (UserId user : users) {
            buy(user);
            buy(user);
        }
    }

    Fate fate() {
        return fate;
    }

    EventStore events() {
        return events;
    }

    HeadStore heads() {
        return heads;
    }

    Promises promises() {
        return promises;
    }

    Group log() {
        return log;
    }

    Group inbox() {
        return inbox;
    }

    Servers servers() {
        return servers;
    }

    long nowMs() {
        return nowMs;
    }

    Clock clock() {
        return Clock.fixed(Instant.ofEpochMilli(nowMs), ZoneOffset.UTC);
    }

    void note(String what) {
        notes.accept(what);
    }

    private Device buy(UserId user) {
        Device device = new Device(this, user, new DeviceId(100L + devices.size()));
        devices.add(device);
        return device;
    }

    // Steps.

    /// All steps, then everything works again and everything must be right.
    void live() {
        for (int step = 0; step < steps; step++) {
            step();
        }
        healAndCheck();
    }

    private void step() {
        nowMs += fate.below(40);
        int what = fate.below(100);
        if (what < 25) {
            act(fate.pick(devices));
        } else if (what < 55) {
            servers.runAny();
        } else if (what < 84) {
            fate.pick(devices).live();
        } else if (what < 84 + groupChanges) {
            group.change();
        } else {
            harm();
        }
        promises.checkNow();
    }

    private void act(Device device) {
        if (!device.isConnected()) {
            connect(device);
            return;
        }
        ConversationId conversation = fate.pick(conversations);
        switch (fate.below(8)) {
            case 0, 1, 2 -> device.send(conversation, fate.chance(0.1) ? "x".repeat(LARGE_CHARS) : "hello");
            case 3 -> device.read(conversation);
            case 4 -> device.store();
            default -> device.live();
        }
    }

    private void connect(Device device) {
        servers.choose(device.user()).ifPresent(device::connect);
    }

    private void harm() {
        switch (fate.below(14)) {
            case 0 -> {
                if (fate.chance(0.3)) {
                    servers.killOne();
                }
            }
            case 1 -> {
                if (depth == 0) {
                    servers.pauseOne();
                }
            }
            case 2 -> log.moveOne(fate.below(PARTITIONS));
            case 3 -> inbox.moveOne(fate.below(PARTITIONS));
            case 4, 5 -> fate.pick(devices).cut();
            case 6 -> fate.pick(devices).restart();
            case 7 -> servers.landOneLate();
            default -> servers.mendOne();
        }
    }

    /// What else happens while one call of `server` takes long: to all of its process, or to this thread only.
    void meanwhile(Server server) {
        if (depth == MAX_DEPTH) {
            return;
        }
        depth++;
        boolean whole = !server.isPaused() && fate.chance(0.5);
        if (whole) {
            server.paused(true);
        }
        for (int left = 1 + fate.below(20); left > 0; left--) {
            step();
        }
        if (whole) {
            server.paused(false);
        }
        depth--;
    }

    // The end.

    private void healAndCheck() {
        note("everything works from now on");
        fate.calm();
        servers.mendAll();
        rest();
        promises.checkHistory(conversations);
        List<Device> old = List.copyOf(devices);
        List<Device> fresh = users.stream().map(this::buy).toList();
        rest();
        for (Device device : devices) {
            promises.checkDevice(device, conversations);
        }
        for (Device device : old) {
            fresh.stream()
                    .filter(other -> other.user().equals(device.user()))
                    .forEach(other -> Promises.checkEqual(device, other));
        }
    }

    private void rest() {
        for (int round = 0; round < MAX_ROUNDS; round++) {
            nowMs += 10;
            boolean moved = round();
            promises.checkNow();
            if (!moved && isAtRest()) {
                return;
            }
            if (!moved) {
                devices.stream()
                        .mapToLong(Device::dueAtMs)
                        .filter(due -> due != Long.MAX_VALUE)
                        .min()
                        .ifPresent(due -> nowMs = Math.max(nowMs, due));
            }
        }
        throw new BrokenPromiseException("the healed world never comes to rest: "
                + devices.stream()
                        .filter(device -> !device.isAtRest())
                        .map(Device::describe)
                        .toList()
                + (log.isAtRest() ? "" : ", the log") + (inbox.isAtRest() ? "" : ", the inbox"));
    }

    private boolean round() {
        boolean moved = servers.runAll();
        for (Device device : devices) {
            if (!device.isConnected()) {
                connect(device);
                moved = true;
            }
            moved |= device.live();
        }
        return moved;
    }

    private boolean isAtRest() {
        return log.isAtRest() && inbox.isAtRest() && devices.stream().allMatch(Device::isAtRest);
    }
}
