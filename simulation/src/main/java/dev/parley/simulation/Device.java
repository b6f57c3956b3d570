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
import dev.parley.client.frame.Incoming;
import dev.parley.client.frame.IncomingReader;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.frame.ClientFrame;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A phone or browser: the real client core, what it has stored, and the application behind it, which keeps what it
/// was handed.
final class Device {
    private static final String CURIOUS = "curious";

    private final World world;
    private final UserId user;
    private final DeviceId id;
    private final String name;
    private final SyncSettings settings;
    private ClientCore core;
    private @Nullable Wire wire;
    private Map<String, List<ConversationEvent>> heard = new TreeMap<>();
    private final List<ConversationEvent> peeked = new ArrayList<>();
    private int sends;
    /// Where a server sent it that gave its inbox away, and when it is to go there.
    private @Nullable String target;
    private long goAtMs;

    /// Sends that are in its hands and not settled.
    private final Set<String> owed = new TreeSet<>();
    /// How far its user has read.
    private Map<ConversationId, Long> read = new HashMap<>();

    private List<PendingSend> storedOutbox = List.of();
    private Positions storedPositions = Positions.NONE;
    private Map<String, List<ConversationEvent>> storedHeard = new TreeMap<>();
    private Map<ConversationId, Long> storedRead = new HashMap<>();

    /// @param name that no other device of this user has
    Device(World world, UserId user, DeviceId id, String name, SyncSettings settings) {
        this.name = name;
        this.settings = settings;
        this.world = world;
        this.user = user;
        this.id = id;
        this.core = start();
    }

    private ClientCore start() {
        return new ClientCore(user, Following.EVERYTHING, settings, storedPositions, storedOutbox);
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
        // Another user may well use the same.
        apply(new Input.Send(name + "-" + sends++, conversation, text));
    }

    /// Reads as far as it was handed events of one conversation.
    void read(ConversationId conversation) {
        long handed = core.handed(conversation);
        if (handed > 0) {
            long seq = 1 + world.fate().below(Math.toIntExact(handed));
            read.merge(conversation, seq, Math::max);
            apply(new Input.Read(conversation, seq));
        }
    }

    /// Says that no phone should ring for it until then; [Mute#NONE] for as usual.
    void mute(ConversationId conversation, Mute until) {
        apply(new Input.MuteConversation(conversation, until));
    }

    /// Asks for more than the core has reason to think there is, beside it.
    void pull(ConversationId conversation) {
        if (wire != null) {
            ClientFrame.Pull curious = new ClientFrame.Pull(CURIOUS, conversation, 0, ClientFrame.MAX_PULL_LIMIT);
            wire.say(ClientFrameWriter.write(curious), world.fate());
        }
    }

    void connect() {
        if (target == null) {
            world.servers().choose(user).ifPresent(this::connect);
        } else if (goAtMs <= world.nowMs()) {
            String named = target;
            target = null;
            world.servers().find(named).ifPresent(this::connect);
        }
    }

    private void connect(Server server) {
        wire = server.connect(this);
        wire.say(ClientFrameWriter.write(new ClientFrame.Hello("ticket", id, core.cursor())), world.fate());
    }

    /// One frame, the end of the wire, or the passing of time.
    ///
    /// @return whether there was anything to do
    boolean live() {
        Wire now = wire;
        if (now != null && now.hasForDevice()) {
            Incoming frame = IncomingReader.read(now.nextForDevice());
            switch (frame) {
                case Incoming.Page page when CURIOUS.equals(page.requestId()) -> peeked.addAll(page.events());
                case Incoming.Drain drain -> {
                    target = drain.url().getAuthority();
                    goAtMs = world.nowMs() + drain.after().toMillis();
                }
                case Incoming.Error error when CURIOUS.equals(error.requestId()) -> {}
                default -> apply(new Input.Received(frame));
            }
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
        storedRead = new HashMap<>(read);
    }

    void restart() {
        world.note(() -> this + " restarts");
        if (wire != null) {
            wire.abandon(world.fate());
            wire = null;
        }
        target = null;
        heard = copy(storedHeard);
        read = new HashMap<>(storedRead);
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
                        world.note(() -> this + " writes " + it.frame());
                        wire.say(ClientFrameWriter.write(it.frame()), world.fate());
                    }
                }
                case Action.SaveOutbox it -> save();
                case Action.Deliver it -> hear(it.event());
                case Action.Settled it -> settle(it.send(), it.outcome());
                case Action.Reconnect it -> {
                    if (wire != null) {
                        wire.abandon(world.fate());
                    }
                }
                case Action.HeadChanged it -> world.note(() -> this + " has " + it.head());
                case Action.Receipt it -> {}
                case Action.PullRefused it -> {}
                case Action.LoadHeads it -> throw new IllegalStateException("more heads than this world has");
            }
            if (world.fate().trouble(Harm.RESTARTS, 0.002)) {
                restart();
                return;
            }
        }
    }

    private void save() {
        storedOutbox = core.outbox();
        storedOutbox.forEach(send -> owed.add(send.clientMessageId()));
    }

    private void hear(ConversationEvent event) {
        List<ConversationEvent> before =
                heard.computeIfAbsent(event.conversation().toString(), none -> new ArrayList<>());
        world.promises().heard(this, before.size(), event);
        before.add(event);
    }

    private void settle(PendingSend send, Outcome outcome) {
        world.note(() -> this + " settles " + send.clientMessageId() + " in " + send.conversation() + ": " + outcome);
        owed.remove(send.clientMessageId());
        switch (outcome) {
            case Outcome.Sent sent -> world.promises().acknowledged(user, send, sent);
            case Outcome.Refused refused -> world.promises().refusals().heard(user, send, refused);
        }
    }

    /// What it got of a conversation by asking for all.
    List<ConversationEvent> peeked(ConversationId conversation) {
        return peeked.stream()
                .filter(event -> event.conversation().equals(conversation))
                .toList();
    }

    /// How far each conversation is read, as this device knows.
    Map<ConversationId, Long> readMarks() {
        Map<ConversationId, Long> marks = new HashMap<>();
        heads().stream().filter(head -> head.seq() > 0).forEach(head -> marks.put(head.conversation(), head.readSeq()));
        return marks;
    }

    /// Which conversations are muted, as this device knows.
    Map<ConversationId, Mute> mutes() {
        Map<ConversationId, Mute> mutes = new HashMap<>();
        heads().stream().filter(head -> head.seq() > 0).forEach(head -> mutes.put(head.conversation(), head.mute()));
        return mutes;
    }

    /// What its user did with it has not been for nothing.
    void checkKept() {
        if (!owed.isEmpty()) {
            throw new BrokenPromiseException(this + " never settled " + owed);
        }
        read.forEach((conversation, seq) -> {
            if (core.head(conversation).readSeq() < seq) {
                throw new BrokenPromiseException(this + " read up to " + seq + " and has " + core.head(conversation));
            }
        });
    }

    @Override
    public String toString() {
        return "device " + user + "/" + id;
    }
}
