package dev.parley.simulation;

import dev.parley.client.conversation.Action;
import dev.parley.client.conversation.ClientCore;
import dev.parley.client.conversation.Following;
import dev.parley.client.conversation.Input;
import dev.parley.client.conversation.Outcome;
import dev.parley.client.conversation.PendingSend;
import dev.parley.client.conversation.Positions;
import dev.parley.client.conversation.SyncSettings;
import dev.parley.client.event.ConversationEvent;
import dev.parley.client.event.Head;
import dev.parley.client.frame.ClientFrameWriter;
import dev.parley.client.frame.IncomingReader;
import dev.parley.contracts.frame.ClientFrame;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A phone or browser: the real client core, what it has stored, and the application behind it, which keeps what it
/// was handed.
final class Device {
    private static final SyncSettings SETTINGS = new SyncSettings(5, 2, 2, 4, 1_000, Duration.ofSeconds(10));

    private final World world;
    private final UserId user;
    private final DeviceId id;
    private ClientCore core;
    private @Nullable Wire wire;
    private Map<String, List<ConversationEvent>> heard = new TreeMap<>();
    private int sends;

    private List<PendingSend> storedOutbox = List.of();
    private Positions storedPositions = Positions.NONE;
    private Map<String, List<ConversationEvent>> storedHeard = new TreeMap<>();

    Device(World world, UserId user, DeviceId id) {
        this.world = world;
        this.user = user;
        this.id = id;
        this.core = start();
    }

    private ClientCore start() {
        return new ClientCore(user, Following.EVERYTHING, SETTINGS, storedPositions, storedOutbox);
    }

    UserId user() {
        return user;
    }

    DeviceId id() {
        return id;
    }

    boolean isConnected() {
        return wire != null;
    }

    /// Everything it was handed, by conversation.
    Map<String, List<ConversationEvent>> heard() {
        return heard;
    }

    List<Head> heads() {
        return core.heads();
    }

    boolean isAtRest() {
        return wire != null
                && !wire.hasForDevice()
                && !wire.hasForServer()
                && !wire.isOver()
                && core.outbox().isEmpty()
                && core.dueAtMs() == Long.MAX_VALUE;
    }

    String describe() {
        return this + (wire == null ? " without a wire" : " on " + wire.server()) + " with "
                + core.outbox().size() + " sends pending, next due at " + core.dueAtMs();
    }

    long dueAtMs() {
        return core.dueAtMs();
    }

    void send(ConversationId conversation, String text) {
        apply(new Input.Send(id + "-" + sends++, conversation, text));
    }

    /// Reads as far as it was handed events of one conversation.
    void read(ConversationId conversation) {
        long handed = core.handed(conversation);
        if (handed > 0) {
            apply(new Input.Read(conversation, 1 + world.fate().below(Math.toIntExact(handed))));
        }
    }

    void connect(Server server) {
        wire = server.connect(this);
        wire.say(ClientFrameWriter.write(new ClientFrame.Hello("ticket", id, core.cursor())));
    }

    /// One frame, the end of the wire, or the passing of time.
    ///
    /// @return whether there was anything to do
    boolean live() {
        Wire now = wire;
        if (now != null && now.hasForDevice()) {
            apply(new Input.Received(IncomingReader.read(now.nextForDevice())));
            return true;
        }
        if (now != null && now.isOver()) {
            disconnect();
            return true;
        }
        if (core.dueAtMs() <= world.nowMs()) {
            apply(new Input.Tick());
            return true;
        }
        return false;
    }

    private void disconnect() {
        wire = null;
        apply(new Input.Disconnected());
    }

    void cut() {
        if (wire != null) {
            wire.cut(world.fate());
        }
    }

    /// What the application and the client keep over a restart, in one step.
    void store() {
        storedPositions = core.positions();
        storedHeard = copy(heard);
    }

    void restart() {
        world.note(this + " restarts");
        if (wire != null) {
            wire.abandon();
            wire = null;
        }
        heard = copy(storedHeard);
        core = start();
    }

    private static Map<String, List<ConversationEvent>> copy(Map<String, List<ConversationEvent>> heard) {
        Map<String, List<ConversationEvent>> copy = new TreeMap<>();
        heard.forEach((conversation, events) -> copy.put(conversation, new ArrayList<>(events)));
        return copy;
    }

    private void apply(Input input) {
        for (Action action : core.apply(input, world.nowMs())) {
            switch (action) {
                case Action.Write it -> {
                    if (wire != null) {
                        world.note(this + " writes " + it.frame());
                        wire.say(ClientFrameWriter.write(it.frame()));
                    }
                }
                case Action.SaveOutbox it -> storedOutbox = core.outbox();
                case Action.Deliver it -> hear(it.event());
                case Action.Settled it -> settle(it.send(), it.outcome());
                case Action.Reconnect it -> {
                    if (wire != null) {
                        wire.abandon();
                    }
                }
                case Action.HeadChanged it -> world.note(this + " has " + it.head());
                case Action.Receipt it -> {}
                case Action.PullRefused it -> {}
                case Action.LoadHeads it -> throw new IllegalStateException("more heads than this world has");
            }
        }
    }

    private void hear(ConversationEvent event) {
        List<ConversationEvent> before =
                heard.computeIfAbsent(event.conversation().toString(), none -> new ArrayList<>());
        world.promises().heard(this, before.size(), event);
        before.add(event);
    }

    private void settle(PendingSend send, Outcome outcome) {
        world.note(this + " settles " + send.clientMessageId() + " in " + send.conversation() + ": " + outcome);
        if (outcome instanceof Outcome.Sent sent) {
            world.promises().acknowledged(user, send, sent);
        }
    }

    @Override
    public String toString() {
        return "device " + user + "/" + id;
    }
}
