package dev.parley.simulation;

import dev.parley.chat.admission.ReturnTickets;
import dev.parley.chat.admission.TicketGate;
import dev.parley.chat.conversation.UnavailableException;
import dev.parley.chat.edge.EmbeddedEdge;
import dev.parley.chat.edge.UserDirectory;
import dev.parley.chat.inbox.Inboxes;
import dev.parley.chat.ownership.Moves;
import dev.parley.chat.presence.Lives;
import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.frame.ClientFrame;
import dev.parley.contracts.frame.ClientFrameReader;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.Stamp;
import dev.parley.contracts.record.LogRecords;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// The real edge of a server at its end of wires. Each frame and each turn of an event loop is a step of its own.
final class Edge {
    /// An end of a wire.
    private record End(Wire wire, EmbeddedEdge.Socket socket) {}

    private final World world;
    private final Server server;
    private final Stamps ids;
    private final WatchedInboxes inboxes;
    private final EmbeddedEdge real;
    private final List<End> ends = new ArrayList<>();
    /// Their wires have ended; what was begun for them may still come to its end.
    private final List<End> gone = new ArrayList<>();
    private @Nullable Wire served;
    private boolean dead;

    Edge(
            World world,
            Server server,
            Inboxes inboxes,
            UserDirectory users,
            Lives lives,
            Stamps ids,
            Moves moves,
            TicketGate gate,
            ReturnTickets returns) {
        this.world = world;
        this.server = server;
        this.ids = ids;
        this.inboxes = new WatchedInboxes(world, server, inboxes, this::served);
        this.real = new EmbeddedEdge(new EmbeddedEdge.Surroundings(
                gate,
                returns,
                this.inboxes,
                moves,
                this::append,
                this::nextId,
                users,
                lives,
                world.proportions().bounds(),
                world::nowNanos));
    }

    /// Connected now.
    int clients() {
        return ends.size();
    }

    Wire connect(Device device) {
        Wire wire = new Wire(server, device);
        ends.add(new End(wire, real.open(wire)));
        return wire;
    }

    /// Once nothing is under way.
    void checkAtRest() {
        inboxes.checkAtRest();
        ends.forEach(end -> end.wire().owed().checkAtRest());
    }

    /// The process is dead.
    void die() {
        ends.forEach(end -> end.wire().die(world.fate()));
        ends.clear();
        gone.clear();
        dead = true;
    }

    /// Deals with one frame of one wire, or its end, or gives its event loop a turn.
    ///
    /// @return whether there was anything to do
    boolean serve() {
        int first = ends.isEmpty() ? 0 : world.fate().below(ends.size());
        for (int i = 0; i < ends.size(); i++) {
            End end = ends.get((first + i) % ends.size());
            if (serve(end)) {
                return true;
            }
        }
        return gone.stream()
                .filter(end -> end.socket().isBusy())
                .findFirst()
                .map(this::turn)
                .orElse(false);
    }

    private boolean turn(End end) {
        run(end, end.socket()::turn);
        return true;
    }

    private boolean serve(End end) {
        EmbeddedEdge.Socket socket = end.socket();
        boolean busy = socket.isBusy();
        if (end.wire().isOverForServer(world.fate())) {
            ends.remove(end);
            gone.add(end);
            run(end, socket::end);
        } else if (end.wire().hasForServer()
                && socket.reads()
                && !(busy && world.fate().chance(0.5))) {
            receive(end);
        } else if (busy) {
            turn(end);
        } else {
            return false;
        }
        return true;
    }

    private void receive(End end) {
        String text = end.wire().nextForServer();
        var reading = ClientFrameReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        if (!(reading instanceof ClientFrameReader.Reading.Read read)) {
            throw new BrokenPromiseException("the client wrote " + text);
        }
        end.wire().heard(world.nowNanos());
        end.wire().owed().arrived(read.frame());
        if (isOfAUser(read.frame())) {
            end.wire().active(world.nowNanos());
        }
        run(end, () -> end.socket().receive(text));
    }

    /// As docs/protocol.md tells a user from a program that keeps a socket open.
    private static boolean isOfAUser(ClientFrame frame) {
        return switch (frame) {
            case ClientFrame.Send send -> true;
            case ClientFrame.Read mark -> true;
            case ClientFrame.MuteConversation mute -> true;
            default -> false;
        };
    }

    private void run(End end, Runnable turn) {
        Wire before = served;
        served = end.wire();
        try {
            turn.run();
        } catch (RuntimeException failure) {
            // A process that dies in the middle of it fails in every way.
            if (!dead) {
                throw failure;
            }
        } finally {
            served = before;
        }
        world.promises().checkNow();
        if (!dead && real.faults() > 0) {
            throw new BrokenPromiseException(server + " failed in a way that no store fails");
        }
    }

    /// For whom it acts now.
    Wire served() {
        if (served == null) {
            throw new BrokenPromiseException(server + "'s edge acts for nobody");
        }
        return served;
    }

    private CompletionStage<Void> append(ConversationId conversation, LogEntry entry) {
        if (entry instanceof LogEntry.Send send) {
            Owed owed = served().owed();
            world.promises().checkAloud(() -> owed.appended(conversation, send));
        }
        Topic log = world.log().topic();
        return server.appendImpatiently(
                log, Slots.of(conversation, log.partitions()), LogRecords.key(conversation), LogRecords.encode(entry));
    }

    private MessageId nextId() {
        if (ids.next() instanceof Stamp.Id stamp) {
            return new MessageId(stamp.id());
        }
        throw new UnavailableException("ids", null);
    }
}
