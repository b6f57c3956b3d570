package dev.parley.simulation;

import dev.parley.chat.conversation.EventStore;
import dev.parley.chat.conversation.MemoryEventStore;
import dev.parley.chat.inbox.HeadStore;
import dev.parley.chat.inbox.MemoryHeadStore;
import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.record.InboxRecords;
import dev.parley.contracts.record.LogRecords;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Users, devices, chat servers, logs and stores, one step at a time. The seed decides every step.
final class World {
    static final int EPOCH = 1;
    private static final int SERVERS = 3;
    private static final int PARTITIONS = 2;
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
    private final @Nullable Server[] servers = new Server[SERVERS];
    private final List<Deque<Producer.Append>> late = new ArrayList<>();
    private final List<UserId> users = List.of(new UserId(1), new UserId(2), new UserId(3));
    private final SimulatedGroupChat group;
    private final List<ConversationId> conversations;
    private final List<Device> devices = new ArrayList<>();
    private long nowMs = Instant.parse("2027-01-01T00:00:00Z").toEpochMilli();
    private int lives;
    private int depth;
    private int kills;

    /// @param notes hears everything that happens
    World(long seed, Consumer<String> notes) {
        this.fate = new Fate(seed);
        this.notes = notes;
        this.log = new Group(new Topic(LogRecords.TOPIC, PARTITIONS), fate);
        this.inbox = new Group(new Topic(InboxRecords.TOPIC, PARTITIONS), fate);
        this.group = new SimulatedGroupChat(this, users);
        this.conversations = List.of(
                ConversationId.direct(users.get(0), users.get(1)),
                ConversationId.direct(users.get(2), users.get(1)),
                ConversationId.direct(users.get(0), users.get(0)),
                group.id());
        for (int i = 0; i < SERVERS; i++) {
            start(i);
        }
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

    long nowMs() {
        return nowMs;
    }

    int kills() {
        return kills;
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

    private void start(int index) {
        lives++;
        servers[index] = new Server(this, "chat-" + index + "." + lives, lives);
        note(servers[index] + " starts");
    }

    void landLater(Deque<Producer.Append> appends) {
        if (!appends.isEmpty()) {
            late.add(appends);
        }
    }

    private void landOneLate() {
        Deque<Producer.Append> appends = fate.pick(late);
        appends.removeFirst().land();
        if (appends.isEmpty()) {
            late.remove(appends);
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
        for (int steps = 1 + fate.below(20); steps > 0; steps--) {
            step();
        }
        if (whole) {
            server.paused(false);
        }
        depth--;
    }

    // Steps.

    void step() {
        nowMs += fate.below(40);
        int what = fate.below(100);
        if (what < 25) {
            act(fate.pick(devices));
        } else if (what < 55) {
            run(servers[fate.below(SERVERS)]);
        } else if (what < 88) {
            fate.pick(devices).live();
        } else if (what < 90) {
            group.change();
        } else {
            harm();
        }
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
        Loop owner = inbox.owner(Slots.of(device.user(), PARTITIONS));
        Server server = owner != null && fate.chance(0.8) ? owner.server : servers[fate.below(SERVERS)];
        if (server != null && server.isAlive()) {
            device.connect(server);
        }
    }

    private boolean run(@Nullable Server server) {
        if (server == null || !server.runs()) {
            return false;
        }
        return switch (fate.below(6)) {
            case 0 -> poll(log, server.sequencer());
            case 1 -> poll(inbox, server.inbox());
            case 2 -> background(server);
            case 3 -> produce(server);
            default -> server.serve();
        };
    }

    private static boolean poll(Group group, Loop loop) {
        return !loop.busy && group.poll(loop);
    }

    private boolean background(Server server) {
        if (server.executor().isIdle()) {
            return false;
        }
        server.executor().runOne(fate);
        return true;
    }

    private static boolean produce(Server server) {
        boolean sending = server.isSending();
        if (sending) {
            server.produce();
        }
        return sending;
    }

    private void harm() {
        int index = fate.below(SERVERS);
        Server server = servers[index];
        switch (fate.below(12)) {
            case 0 -> {
                if (server != null && fate.chance(0.3)) {
                    kill(index, server);
                }
            }
            case 1 -> {
                if (server != null && depth == 0) {
                    server.paused(!server.isPaused());
                    note(server + (server.isPaused() ? " is stopped" : " goes on"));
                }
            }
            case 2 -> log.moveOne(fate.below(PARTITIONS));
            case 3 -> inbox.moveOne(fate.below(PARTITIONS));
            case 4, 5 -> fate.pick(devices).cut();
            case 6 -> fate.pick(devices).restart();
            case 7 -> {
                if (!late.isEmpty()) {
                    landOneLate();
                }
            }
            default -> mend(index);
        }
    }

    private void kill(int index, Server server) {
        server.kill();
        kills++;
        servers[index] = null;
    }

    /// As an operator and Kafka do.
    private void mend(int index) {
        Server server = servers[index];
        if (server == null || !server.isAlive()) {
            kills += server == null ? 0 : 1;
            start(index);
        }
        log.repair();
        inbox.repair();
    }

    // The end.

    /// Everything works from now on; then everyone must come to rest, and everything must be right.
    void healAndCheck() {
        note("everything works from now on");
        fate.calm();
        for (int i = 0; i < SERVERS; i++) {
            if (servers[i] != null) {
                servers[i].paused(false);
            }
            mend(i);
        }
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
            boolean moved = round(round);
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

    private boolean round(int round) {
        boolean moved = false;
        while (!late.isEmpty()) {
            landOneLate();
            moved = true;
        }
        for (int i = 0; i < SERVERS; i++) {
            mend(i);
            Server server = servers[i];
            if (server != null) {
                moved |= poll(log, server.sequencer())
                        | poll(inbox, server.inbox())
                        | background(server)
                        | produce(server)
                        | server.serve();
            }
        }
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
