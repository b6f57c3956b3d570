package dev.parley.simulation;

import dev.parley.chat.admission.ReturnTickets;
import dev.parley.chat.admission.TicketGate;
import dev.parley.chat.conversation.UnavailableException;
import dev.parley.chat.inbox.Inboxes;
import dev.parley.chat.ownership.Moves;
import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.frame.ClientFrame;
import dev.parley.contracts.frame.ClientFrameReader;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.Stamp;
import dev.parley.contracts.record.LogRecords;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A small edge between wires and a server's inboxes: as much of the real one as the promises need, without sockets
/// and limits.
final class Edge {
    private static final Duration RETRY_AFTER = Duration.ofMillis(200);

    private final World world;
    private final Server server;
    private final Inboxes inboxes;
    private final Producer producer;
    private final Stamps ids;
    private final Moves moves;
    private final TicketGate gate;
    private final ReturnTickets returns;
    private final List<Wire> wires = new ArrayList<>();
    /// Of each wire the one that was asked for last.
    private final Map<Wire, CompletionStage<?>> lastWish = new HashMap<>();

    private boolean dead;

    /// @param producer gives up rather than waits
    Edge(
            World world,
            Server server,
            Inboxes inboxes,
            Producer producer,
            Stamps ids,
            Moves moves,
            TicketGate gate,
            ReturnTickets returns) {
        this.world = world;
        this.server = server;
        this.inboxes = inboxes;
        this.producer = producer;
        this.ids = ids;
        this.moves = moves;
        this.gate = gate;
        this.returns = returns;
    }

    Wire connect(Device device) {
        Wire wire = new Wire(server, device);
        wires.add(wire);
        return wire;
    }

    /// The process is dead.
    void die() {
        wires.forEach(wire -> wire.die(world.fate()));
        wires.clear();
        lastWish.clear();
        dead = true;
    }

    /// Deals with one frame of one wire, or with a wire's end.
    ///
    /// @return whether there was anything to do
    boolean serve() {
        int first = wires.isEmpty() ? 0 : world.fate().below(wires.size());
        for (int i = 0; i < wires.size(); i++) {
            Wire wire = wires.get((first + i) % wires.size());
            if (wire.isOverForServer(world.fate())) {
                wires.remove(wire);
                lastWish.remove(wire);
                wire.detached();
                inboxes.detach(wire);
                return true;
            }
            if (wire.hasForServer()) {
                answer(wire, wire.nextForServer());
                return true;
            }
        }
        return false;
    }

    private void answer(Wire wire, String text) {
        var reading = ClientFrameReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        if (!(reading instanceof ClientFrameReader.Reading.Read read)) {
            throw new BrokenPromiseException("the client wrote " + text);
        }
        if (world.proportions().watched() && isOfAUser(read.frame())) {
            wire.active(world.nowNanos());
        }
        switch (read.frame()) {
            case ClientFrame.Hello hello -> admit(wire, hello);
            case ClientFrame.Send send -> append(wire, send);
            case ClientFrame.Pull pull -> pull(wire, pull);
            case ClientFrame.Read mark ->
                wish(wire, () -> inboxes.read(wire, mark.conversationId(), mark.seq()));
            case ClientFrame.MuteConversation mute ->
                wish(wire, () -> inboxes.mute(wire, mute.conversationId(), mute.until()));
            case ClientFrame.Ack ack -> confirm(wire, ack);
            case ClientFrame.Heartbeat beat -> renewReturn(wire);
            default -> {}
        }
    }

    /// As the real edge tells a user from a program that keeps a socket open.
    private static boolean isOfAUser(ClientFrame frame) {
        return switch (frame) {
            case ClientFrame.Send send -> true;
            case ClientFrame.Read mark -> true;
            case ClientFrame.MuteConversation mute -> true;
            default -> false;
        };
    }

    private void confirm(Wire wire, ClientFrame.Ack ack) {
        if (wire.activeAtNanos() != Wire.NEVER_ACTIVE
                && world.nowNanos() - wire.activeAtNanos()
                        <= Server.ATTENTION.activeWithin().toNanos()) {
            world.promises().phones().seen(wire.user(), ack.cursor().offset());
        }
        inboxes.confirm(wire, ack.cursor());
    }

    private void admit(Wire wire, ClientFrame.Hello hello) {
        switch (gate.check(hello)) {
            case TicketGate.Verdict.Rejected rejected -> wire.close(rejected.code());
            case TicketGate.Verdict.Admitted admitted -> {
                world.signposts().admitted(server, wire.owner(), admitted.ticket());
                attach(wire, hello);
            }
        }
    }

    private void move(Wire wire) {
        moves.moved(wire)
                .ifPresentOrElse(
                        moved -> {
                            wire.send(moved);
                            wire.close();
                        },
                        () -> giveUp(wire));
    }

    private void attach(Wire wire, ClientFrame.Hello hello) {
        inboxes.attach(wire, hello.cursor()).whenComplete((attached, failure) -> {
            switch (attached) {
                case Inboxes.Attached.Live live -> {
                    server.note(() -> "welcomes " + wire);
                    offerReturn(wire);
                }
                case Inboxes.Attached.Elsewhere elsewhere -> move(wire);
                case null -> {
                    onlyIfUnavailable(failure);
                    giveUp(wire);
                }
            }
        });
    }

    private void giveUp(Wire wire) {
        offerReturn(wire);
        wire.close(ErrorCode.RETRY);
    }

    private void offerReturn(Wire wire) {
        wire.send(returns.sign(wire.user(), wire.device(), wire.session()));
        wire.returnAt(world.nowNanos() + returns.renewAfter().toNanos());
    }

    /// The real edge looks at a timer of its own.
    private void renewReturn(Wire wire) {
        if (wire.returnAtNanos() <= world.nowNanos()) {
            offerReturn(wire);
        }
    }

    private void append(Wire wire, ClientFrame.Send send) {
        if (!(ids.next() instanceof Stamp.Id stamp)) {
            wire.send(error(ErrorCode.RETRY, send.clientMessageId(), null));
            return;
        }
        LogEntry entry = new LogEntry.Send(
                new MessageId(stamp.id()), wire.user(), send.clientMessageId(), send.text(), send.afterSeq());
        Topic log = world.log().topic();
        producer.append(
                        log,
                        Slots.of(send.conversationId(), log.partitions()),
                        LogRecords.key(send.conversationId()),
                        LogRecords.encode(entry))
                .whenComplete((landed, failure) -> {
                    if (failure != null) {
                        failed(wire, failure, send.clientMessageId(), null);
                    }
                });
    }

    private void pull(Wire wire, ClientFrame.Pull pull) {
        inboxes.pull(wire.user(), pull.requestId(), pull.conversationId(), pull.after(), pull.limit())
                .whenComplete((pulled, failure) -> {
                    switch (pulled) {
                        case Inboxes.Pulled.Events events -> wire.send(events.page());
                        case Inboxes.Pulled.No no -> wire.send(error(no.why().code(), null, pull.requestId()));
                        case null -> failed(wire, failure, null, pull.requestId());
                    }
                });
    }

    /// One after another for each wire, also once it has closed.
    private void wish(Wire wire, Supplier<CompletionStage<Inboxes.Marked>> wish) {
        CompletionStage<?> before = lastWish.getOrDefault(wire, CompletableFuture.completedStage(null));
        CompletionStage<Inboxes.Marked> now = before.handle((marked, failure) -> dead)
                .thenCompose(over -> over ? new CompletableFuture<>() : wish.get());
        lastWish.put(wire, now);
        marked(wire, now);
    }

    private void marked(Wire wire, CompletionStage<Inboxes.Marked> wish) {
        wish.whenComplete((marked, failure) -> {
            switch (marked) {
                case Inboxes.Marked.Done done -> {}
                case Inboxes.Marked.No no -> wire.send(error(no.why().code(), null, null));
                case null -> failed(wire, failure, null, null);
            }
        });
    }

    private void failed(Wire wire, Throwable failure, @Nullable String clientMessageId, @Nullable String requestId) {
        onlyIfUnavailable(failure);
        wire.send(error(ErrorCode.RETRY, clientMessageId, requestId));
    }

    /// Nobody would hear an exception here: it would end in a stage that is dropped.
    private void onlyIfUnavailable(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        if (!(cause instanceof UnavailableException || cause instanceof CrashedException)) {
            world.promises().broken(new IllegalStateException("a call failed in a way no store fails", cause));
        }
    }

    private static ServerFrame error(ErrorCode code, @Nullable String clientMessageId, @Nullable String requestId) {
        return new ServerFrame.Error(
                code, code.sentence(), clientMessageId, requestId, code.retry() ? RETRY_AFTER : null);
    }
}
