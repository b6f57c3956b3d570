package dev.parley.simulation;

import dev.parley.client.connection.Link;
import dev.parley.client.connection.LinkAction;
import dev.parley.client.connection.LinkInput;
import dev.parley.client.connection.LinkState;
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
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A phone or browser: the real client core and link, what it has stored, and the application behind it, which keeps
/// what it was handed.
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
    private Link link;
    /// Wants to be told where to go.
    private boolean discovering;
    /// Where it is about to connect.
    private LinkAction.@Nullable Open opening;
    private long attempt;

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
        this.link = newLink();
        run(new LinkInput.Start());
    }

    private Link newLink() {
        return new Link(new SplittableRandom(world.fate().below(Integer.MAX_VALUE)));
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

    boolean wantsToConnect() {
        return discovering || opening != null;
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
                && link.state() == LinkState.LIVE
                && wire.answers()
                && !wire.hasForDevice()
                && !wire.hasForServer()
                && !wire.isOver()
                && core.outbox().isEmpty()
                && core.dueAtMs() == Long.MAX_VALUE;
    }

    String describe() {
        return this + (wire == null ? " without a wire" : " on " + wire.server()) + ", " + link.state() + ", with "
                + core.outbox().size() + " sends pending, next due at " + core.dueAtMs();
    }

    long dueAtMs() {
        return Math.min(core.dueAtMs(), link.dueAtMs());
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

    /// The next step to a connection.
    ///
    /// @return whether there was one
    boolean connect() {
        LinkAction.Open open = opening;
        if (open != null) {
            opening = null;
            world.servers()
                    .find(open.url().getAuthority())
                    .ifPresentOrElse(server -> connect(server, open), () -> run(new LinkInput.Gone(open.attempt())));
            return true;
        }
        boolean asks = discovering;
        if (asks) {
            discovering = false;
            run(world.signposts().discover(this));
        }
        return asks;
    }

    private void connect(Server server, LinkAction.Open open) {
        wire = server.connect(this);
        run(new LinkInput.Opened(open.attempt()));
    }

    private void run(LinkInput input) {
        Link mine = link;
        for (LinkAction action : mine.apply(input, world.nowMs())) {
            if (link != mine) {
                return;
            }
            switch (action) {
                case LinkAction.Discover it -> discovering = true;
                case LinkAction.Open it -> {
                    attempt = it.attempt();
                    opening = it;
                }
                case LinkAction.Greet it -> greet(it.ticket());
                case LinkAction.Beat it -> beat();
                case LinkAction.Abandon it -> abandon();
                case LinkAction.Changed it -> world.note(() -> this + " is " + it.state());
            }
        }
    }

    private void greet(String ticket) {
        Wire now = wire;
        if (now == null) {
            return;
        }
        String hello = ClientFrameWriter.write(new ClientFrame.Hello(ticket, id, core.cursor()));
        now.greet(hello);
        if (world.fate().trouble(Harm.STRAYS, 0.2)) {
            (world.fate().chance(0.5)
                            ? Optional.of(now.server())
                            : world.servers().any())
                    .filter(Server::isAlive)
                    .ifPresent(server -> server.connect(this).haunt(hello));
        }
    }

    private void beat() {
        Wire now = wire;
        if (now != null) {
            now.say(ClientFrameWriter.write(new ClientFrame.Heartbeat(false)), world.fate());
            if (now.answers()) {
                run(new LinkInput.Pong(attempt));
            }
        }
    }

    private void abandon() {
        opening = null;
        Wire now = wire;
        if (now != null) {
            now.abandon(world.fate());
            wire = null;
            apply(new Input.Disconnected());
        }
    }

    /// One frame, the end of the wire, or the passing of time.
    ///
    /// @return whether there was anything to do
    boolean live() {
        Wire now = wire;
        if (now != null && now.hasForDevice()) {
            Incoming frame = IncomingReader.read(now.nextForDevice());
            long on = attempt;
            switch (frame) {
                case Incoming.Page page when CURIOUS.equals(page.requestId()) -> peeked.addAll(page.events());
                case Incoming.Error error when CURIOUS.equals(error.requestId()) -> {}
                default -> apply(new Input.Received(frame));
            }
            if (wire == now) {
                run(new LinkInput.Received(on, frame));
            }
            return true;
        }
        if (now != null && now.isOver()) {
            run(new LinkInput.Gone(attempt));
            return true;
        }
        if (link.state().isFinal()) {
            world.note(() -> this + " is opened again by its user");
            restart();
            return true;
        }
        if (link.dueAtMs() <= world.nowMs()) {
            run(new LinkInput.Tick());
            return true;
        }
        if (core.dueAtMs() <= world.nowMs()) {
            apply(new Input.Tick());
            return true;
        }
        return false;
    }

    /// Goes away and does not come back.
    void leave() {
        if (wire != null) {
            wire.abandon(world.fate());
            wire = null;
        }
        discovering = false;
        opening = null;
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
        leave();
        heard = copy(storedHeard);
        read = new HashMap<>(storedRead);
        core = start();
        link = newLink();
        run(new LinkInput.Start());
    }

    private static Map<String, List<ConversationEvent>> copy(Map<String, List<ConversationEvent>> heard) {
        Map<String, List<ConversationEvent>> copy = new TreeMap<>();
        heard.forEach((conversation, events) -> copy.put(conversation, new ArrayList<>(events)));
        return copy;
    }

    private void apply(Input input) {
        ClientCore mine = core;
        for (Action action : mine.apply(input, world.nowMs())) {
            if (core != mine) {
                return;
            }
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
                case Action.Reconnect it -> run(new LinkInput.Doubted());
                case Action.HeadChanged it -> world.note(() -> this + " has " + it.head());
                case Action.Receipt it -> {}
                case Action.Typing it -> {}
                case Action.PresenceChanged it -> {}
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
