package dev.parley.simulation;

import dev.parley.chat.admission.TicketGate;
import dev.parley.chat.conversation.InboxPublisher;
import dev.parley.chat.conversation.KafkaSequencer;
import dev.parley.chat.conversation.Repeat;
import dev.parley.chat.conversation.SequenceEvents;
import dev.parley.chat.conversation.SequencerMetrics;
import dev.parley.chat.conversation.UnavailableException;
import dev.parley.chat.inbox.DeliverInbox;
import dev.parley.chat.inbox.InboxMetrics;
import dev.parley.chat.inbox.KafkaInbox;
import dev.parley.chat.inbox.NoReceipts;
import dev.parley.chat.inbox.OwnedInboxes;
import dev.parley.chat.inbox.OwnedSlots;
import dev.parley.chat.inbox.SlotWatcher;
import dev.parley.chat.ownership.TestHandOver;
import dev.parley.chat.presence.PresenceAwayException;
import dev.parley.chat.share.FixedShare;
import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.record.InboxRecords;
import dev.parley.contracts.record.PushRequests;
import dev.parley.kit.time.Ticker;
import dev.parley.kit.trace.Traces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/// One life of a chat server process: the real sequencer and inboxes, and an [Edge] between wires and them.
final class Server {
    private static final double CRASH = 0.004;
    private static final double UNAVAILABLE = 0.03;
    private static final double LONG_WAIT = 0.04;
    private static final double LANDS_AT_ONCE = 0.5;
    /// More than a store that fails now and then ever asks for.
    private static final int MAX_PAUSES = 10_000;
    /// So few that not all of a world's clients may go at once.
    private static final int CLIENTS_PER_SECOND = 4;

    private final World world;
    private final String name;
    private final SimulatedExecutor executor = new SimulatedExecutor();
    private final Producer patient = new Producer();
    private final Producer impatient = new Producer();
    private final Producer ringing = new Producer();
    private final Stamps stamps;
    private final Loop sequencer;
    private final Loop inbox;
    private final Edge edge;
    private final Presence presence;
    private final OwnedSlots slots;
    private final TestHandOver handOver;
    private final Deque<Runnable> soon = new ArrayDeque<>();
    private long announceAtMs;
    private boolean dead;
    private boolean paused;
    private boolean hurried;
    private int pauses;

    /// @param worker number, which another life may have had before
    Server(World world, String name, int worker) {
        this.world = world;
        this.name = name;
        this.stamps = world.stamps(worker);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Repeat repeat = new Repeat(executor, this::pause);
        StoreOfProcess.Events events = new StoreOfProcess.Events(this, world.events());
        StoreOfProcess.Heads heads = new StoreOfProcess.Heads(this, world.heads());
        Ticker ticker = world::nowNanos;
        SequencerMetrics sequencerMetrics = new SequencerMetrics(meters, world.clock(), Traces.OFF);
        sequencer = new Loop(
                this,
                world.log().topic(),
                new KafkaSequencer(
                        new SequenceEvents(
                                events,
                                publisher(patient),
                                repeat,
                                executor,
                                sequencerMetrics,
                                world.proportions().memory()),
                        repeat,
                        sequencerMetrics,
                        ticker,
                        world.proportions().commitInterval(),
                        World.EPOCH),
                new FixedShare(name, URI.create("ws://" + name), 1));
        slots = new OwnedSlots(world.inbox().topic().partitions());
        InboxMetrics inboxMetrics = new InboxMetrics(meters, world.clock(), Traces.OFF);
        DeliverInbox deliver = new DeliverInbox(
                slots,
                heads,
                events,
                request -> append(
                        ringing, world.pushes(), 0, InboxRecords.key(request.user()), PushRequests.encode(request)),
                repeat,
                stamps::observe,
                inboxMetrics,
                world.proportions().attention(),
                ticker,
                new NoReceipts());
        handOver = TestHandOver.of(
                name,
                slots,
                CLIENTS_PER_SECOND,
                this::clients,
                world.signposts().surroundings(world.clock()),
                soon::add);
        presence = new Presence(world, this, slots, this::served);
        inbox = new Loop(
                this,
                world.inbox().topic(),
                new KafkaInbox(
                        deliver,
                        slots,
                        SlotWatcher.all(List.of(handOver.watcher(), presence)),
                        handOver.farewell(),
                        repeat,
                        inboxMetrics,
                        executor,
                        ticker,
                        world.proportions().flushInterval(),
                        World.EPOCH),
                handOver.share());
        edge = new Edge(
                world,
                this,
                new OwnedInboxes(
                        name,
                        slots,
                        heads,
                        events,
                        publisher(impatient),
                        executor,
                        world.proportions().attention(),
                        ticker,
                        new NoReceipts()),
                new StoreOfProcess.Users(this, executor),
                presence,
                stamps,
                handOver.moves(),
                new TicketGate(world.signposts().keys(), name, world.clock()),
                world.signposts().returns(name));
        world.log().join(sequencer);
        world.inbox().join(inbox);
    }

    private Wire served() {
        return edge.served();
    }

    private int clients() {
        return edge.clients();
    }

    private InboxPublisher publisher(Producer producer) {
        Topic topic = world.inbox().topic();
        return (user, entry) -> append(
                producer,
                topic,
                Slots.of(user, topic.partitions()),
                InboxRecords.key(user),
                InboxRecords.encode(entry));
    }

    /// With a producer that gives up rather than waits.
    Producer.Append appendImpatiently(Topic topic, int partition, byte[] key, byte[] value) {
        return append(impatient, topic, partition, key, value);
    }

    private Producer.Append append(Producer producer, Topic topic, int partition, byte[] key, byte[] value) {
        alive();
        Producer.Append append = producer.append(topic, partition, key, value);
        while (!producer.isIdle() && world.fate().chance(LANDS_AT_ONCE)) {
            producer.landNext();
        }
        return append;
    }

    // Life.

    boolean isAlive() {
        return !dead;
    }

    boolean runs() {
        return !dead && !paused;
    }

    boolean isPaused() {
        return paused;
    }

    void paused(boolean now) {
        paused = now;
    }

    SimulatedExecutor executor() {
        return executor;
    }

    Promises promises() {
        return world.promises();
    }

    Stamps stamps() {
        return stamps;
    }

    int snapshotSends() {
        return world.proportions().snapshotSends();
    }

    Loop sequencer() {
        return sequencer;
    }

    Loop inbox() {
        return inbox;
    }

    /// While true, calls of stores do not take long.
    void waitForNobody(boolean now) {
        hurried = now;
    }

    private void alive() {
        if (dead) {
            throw new CrashedException();
        }
    }

    /// kill -9.
    void kill() {
        if (dead) {
            return;
        }
        note(() -> "dies");
        dead = true;
        executor.forgetAll();
        for (Producer producer : List.of(patient, impatient, ringing)) {
            Deque<Producer.Append> later = producer.die(world.fate());
            world.servers().landLater(later);
        }
        edge.die();
        world.log().leave(this);
        world.inbox().leave(this);
    }

    // Stores.

    boolean chance(double probability) {
        return world.fate().chance(probability);
    }

    <T> T io(String what, Supplier<T> call) {
        return io(what, !hurried, call);
    }

    /// Redis, which fails when the directory does.
    <T> T redis(Supplier<T> call) {
        redisTrouble();
        T answer = call.get();
        redisTrouble();
        return answer;
    }

    private void redisTrouble() {
        if (world.signposts().isDirectoryAway() || world.fate().trouble(Harm.FAILURES, UNAVAILABLE)) {
            throw new PresenceAwayException(new IllegalStateException("no answer"));
        }
    }

    <T> T quickIo(String what, Supplier<T> call) {
        return io(what, false, call);
    }

    private <T> T io(String what, boolean mayTakeLong, Supplier<T> call) {
        trouble(what, mayTakeLong);
        T answer = call.get();
        trouble(what, mayTakeLong);
        return answer;
    }

    private void trouble(String what, boolean mayTakeLong) {
        alive();
        if (world.fate().trouble(Harm.KILLS, CRASH)) {
            kill();
        } else if (world.fate().trouble(Harm.FAILURES, UNAVAILABLE)) {
            note(() -> what + " fails");
            throw new UnavailableException(what, null);
        } else if (mayTakeLong && world.fate().trouble(Harm.DELAYS, LONG_WAIT)) {
            note(() -> what + " takes long");
            world.life().meanwhile(this);
        }
        alive();
    }

    /// Between two tries of what failed. Where everything works nothing does, so whoever waits then waits forever.
    private void pause(Duration duration) {
        alive();
        if (world.fate().isCalm() || ++pauses == MAX_PAUSES) {
            throw new BrokenPromiseException(name + " waits for something that never comes");
        }
    }

    long announceAtMs() {
        return announceAtMs;
    }

    /// Tells the directory of itself, if it is time or something has changed.
    ///
    /// @return whether there was anything to do
    boolean announce() {
        boolean due = announceAtMs <= world.nowMs();
        if (!due && soon.isEmpty()) {
            return false;
        }
        if (due) {
            announceAtMs = world.nowMs() + TestHandOver.ANNOUNCE_EVERY.toMillis();
            handOver.announce().run();
        } else {
            soon.removeFirst().run();
        }
        world.signposts().announced(this, slots.numbers());
        return true;
    }

    /// Once nothing is under way.
    void checkAtRest() {
        edge.checkAtRest();
    }

    /// Looks who came and went, if it is time.
    void lookWhoIsHere() {
        presence.turn();
    }

    Wire connect(Device device) {
        return edge.connect(device);
    }

    /// Deals with one frame of one wire, or with a wire's end.
    ///
    /// @return whether there was anything to do
    boolean serve() {
        return edge.serve();
    }

    // Producers.

    boolean isSending() {
        return !patient.isIdle() || !impatient.isIdle() || !ringing.isIdle();
    }

    /// One record under way lands, or its fate stays unknown to this process.
    void produce() {
        if (!patient.isIdle()) {
            patient.landNext();
        }
        if (!ringing.isIdle()) {
            ringing.landNext();
        }
        if (!impatient.isIdle()) {
            if (world.fate().trouble(Harm.DOUBTS, UNAVAILABLE)) {
                giveUp(impatient.giveUpNext());
            } else {
                impatient.landNext();
            }
        }
    }

    private void giveUp(Producer.Append append) {
        note(() -> "does not know whether an append landed");
        switch (world.fate().below(3)) {
            case 0 -> append.land();
            case 1 -> world.servers().landLater(new ArrayDeque<>(List.of(append)));
            default -> {}
        }
        append.completeExceptionally(new UnavailableException("log", null));
    }

    void note(Supplier<String> what) {
        world.note(() -> name + " " + what.get());
    }

    @Override
    public String toString() {
        return name;
    }
}
