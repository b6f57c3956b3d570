package dev.parley.simulation;

import dev.parley.chat.conversation.EventStore;
import dev.parley.chat.conversation.MemoryEventStore;
import dev.parley.chat.inbox.HeadStore;
import dev.parley.chat.inbox.MemoryHeadStore;
import dev.parley.chat.presence.MemoryPresence;
import dev.parley.client.conversation.SyncSettings;
import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.record.InboxRecords;
import dev.parley.contracts.record.LogRecords;
import dev.parley.contracts.record.PushRequests;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Users, devices, chat servers, logs and stores. What happens to them is [Life], how it ends [Ending].
final class World {
    static final int EPOCH = 1;
    static final int PARTITIONS = 2;
    private static final long NANOS_PER_MS = 1_000_000;

    private final Fate fate;
    private final Consumer<Supplier<String>> notes;
    private final MemoryEventStore events = new MemoryEventStore();
    private final MemoryHeadStore heads = new MemoryHeadStore();
    private final MemoryPresence here = new MemoryPresence(this::nowNanos);
    private final Promises promises = new Promises();
    private final Topic pushes = new Topic(PushRequests.TOPIC, 1);
    private final Map<Integer, Long> stampsUsedUntilMs = new HashMap<>();
    private final Group log;
    private final Group inbox;
    private final Servers servers;
    private final List<UserId> users = List.of(new UserId(1), new UserId(2), new UserId(3));
    private final SimulatedGroupChat group;
    private final SimulatedBlocks blocks;
    private final Signposts signposts;
    private final List<ConversationId> conversations;
    private final List<Device> devices = new ArrayList<>();
    private final Proportions proportions;
    private final Life life;
    private long nowMs = Instant.parse("2027-01-01T00:00:00Z").toEpochMilli();
    private final InstantSource now = () -> Instant.ofEpochMilli(nowMs);
    private final Clock clock = now.withZone(ZoneOffset.UTC);

    /// @param limits what of the seed's history is left out
    /// @param notes hears everything that happens
    World(long seed, Limits limits, Consumer<Supplier<String>> notes) {
        this.fate = new Fate(seed, limits.without());
        this.notes = notes;
        this.proportions = Proportions.of(fate);
        this.life = new Life(this, Math.min(proportions.steps(), limits.steps()));
        this.log = new Group(new Topic(LogRecords.TOPIC, PARTITIONS), fate);
        this.inbox = new Group(new Topic(InboxRecords.TOPIC, PARTITIONS), fate);
        this.group = new SimulatedGroupChat(this, users);
        List<ConversationId> all = List.of(
                group.id(),
                ConversationId.direct(users.get(0), users.get(1)),
                ConversationId.direct(users.get(2), users.get(1)),
                ConversationId.direct(users.get(0), users.get(0)));
        this.conversations = all.subList(0, proportions.conversations());
        this.blocks = new SimulatedBlocks(this, group.stamps(), conversations);
        this.signposts = new Signposts(this);
        this.servers = new Servers(this);
        for (UserId user : users) {
            buy(user, proportions.sync());
            buy(user, proportions.sync());
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

    /// What Redis holds of who is here.
    MemoryPresence here() {
        return here;
    }

    boolean isHere(UserId user) {
        return here.isOnline(Slots.of(user, PARTITIONS), user);
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

    Topic pushes() {
        return pushes;
    }

    Servers servers() {
        return servers;
    }

    Proportions proportions() {
        return proportions;
    }

    Life life() {
        return life;
    }

    SimulatedGroupChat group() {
        return group;
    }

    Signposts signposts() {
        return signposts;
    }

    SimulatedBlocks blocks() {
        return blocks;
    }

    List<UserId> users() {
        return users;
    }

    List<ConversationId> conversations() {
        return conversations;
    }

    /// All that were ever bought.
    List<Device> devices() {
        return Collections.unmodifiableList(devices);
    }

    long nowMs() {
        return nowMs;
    }

    long nowNanos() {
        return nowMs * NANOS_PER_MS;
    }

    void pass(long ms) {
        nowMs += ms;
    }

    /// Always right.
    Clock clock() {
        return clock;
    }

    Stamps stamps(int worker) {
        return new Stamps(this, worker, stampsUsedUntilMs);
    }

    /// @param what is made only if somebody listens
    void note(Supplier<String> what) {
        notes.accept(what);
    }

    /// All clocks that may be wrong.
    List<Stamps> clocks() {
        List<Stamps> clocks = servers.clocks();
        clocks.add(group.stamps());
        return clocks;
    }

    Device buy(UserId user, SyncSettings settings) {
        long others = devices.stream().filter(it -> it.user().equals(user)).count();
        Device device = new Device(this, user, new DeviceId(100L + devices.size()), "m" + others, settings);
        devices.add(device);
        return device;
    }
}
