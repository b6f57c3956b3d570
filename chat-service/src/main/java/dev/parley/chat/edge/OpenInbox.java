package dev.parley.chat.edge;

import dev.parley.chat.admission.TicketGate;
import dev.parley.chat.inbox.EncodedFrame;
import dev.parley.chat.inbox.Inboxes;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.frame.ClientFrame;
import dev.parley.contracts.frame.ClientFrameReader;
import dev.parley.contracts.frame.Frames;
import dev.parley.contracts.ticket.Ticket;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// From a socket's first frame to a live connection: checks the hello and its ticket, then makes the connection a
/// reader of its user's
/// inbox. Whatever fails closes the socket. On one thread, `loop`.
final class OpenInbox {
    private final EdgeParts parts;
    private final Outbound outbound;
    private final Executor loop;
    private final Consumer<NettyConnection> live;
    private @Nullable NettyConnection connection;
    private boolean ended;

    /// @param live runs on the loop once the welcome was written
    OpenInbox(EdgeParts parts, Outbound outbound, Executor loop, Consumer<NettyConnection> live) {
        this.parts = parts;
        this.outbound = outbound;
        this.loop = loop;
        this.live = live;
    }

    /// Takes the first frame.
    ///
    /// @return whether it was a hello with a good ticket, so that the inbox is being opened now
    boolean start(InputStream json) {
        return switch (ClientFrameReader.read(json)) {
            case ClientFrameReader.Reading.Failed failed ->
                refuse(ErrorCode.HELLO_EXPECTED, failed.why().detail());
            case ClientFrameReader.Reading.Read read ->
                read.frame() instanceof ClientFrame.Hello hello
                        ? start(hello)
                        : refuse(ErrorCode.HELLO_EXPECTED, ErrorCode.HELLO_EXPECTED.sentence());
        };
    }

    private boolean start(ClientFrame.Hello hello) {
        return switch (parts.gate().check(hello)) {
            case TicketGate.Verdict.Rejected rejected ->
                refuse(rejected.code(), rejected.code().sentence());
            case TicketGate.Verdict.Admitted admitted -> admit(admitted.ticket(), hello);
        };
    }

    private boolean admit(Ticket ticket, ClientFrame.Hello hello) {
        if (!parts.counts().enter(ticket.user())) {
            return refuse(ErrorCode.TOO_MANY_CONNECTIONS, ErrorCode.TOO_MANY_CONNECTIONS.sentence());
        }
        if (ticket.returning()) {
            parts.metrics().returned();
        }
        NettyConnection opened = new NettyConnection(ticket, outbound);
        connection = opened;
        long start = parts.ticker().nanos();
        attach(opened, hello)
                .whenCompleteAsync(
                        (attached, failure) -> {
                            parts.metrics()
                                    .attached(Duration.ofNanos(parts.ticker().nanos() - start));
                            attached(opened, attached, failure);
                        },
                        loop);
        return true;
    }

    private CompletionStage<Inboxes.Attached> attach(NettyConnection opened, ClientFrame.Hello hello) {
        try {
            return parts.inboxes().attach(opened, hello.cursor());
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private void attached(NettyConnection opened, Inboxes.@Nullable Attached attached, @Nullable Throwable failure) {
        if (ended) {
            // The socket went while the inbox was being opened.
            parts.inboxes().detach(opened);
            return;
        }
        if (!outbound.isOpen()) {
            return;
        }
        switch (attached) {
            case Inboxes.Attached.Live yes -> live.accept(opened);
            case Inboxes.Attached.Elsewhere no -> move(opened);
            case null -> {
                ErrorCode code = failure == null ? ErrorCode.INTERNAL : Answers.codeOf(failure, parts.metrics());
                giveUp(opened, code, code.sentence());
            }
        }
    }

    private void move(NettyConnection opened) {
        parts.moves()
                .moved(opened)
                .ifPresentOrElse(
                        moved -> outbound.close(EncodedFrame.of(moved), Frames.CLOSE_MOVED, "moved", false),
                        // The inbox is changing hands; nobody can tell yet where it goes.
                        () -> giveUp(
                                opened,
                                ErrorCode.RETRY,
                                "Your inbox is changing servers; ask discovery for a new ticket."));
    }

    /// The inbox opens too slowly. Does nothing before a hello with a good ticket.
    void giveUp(ErrorCode code) {
        NettyConnection opened = connection;
        if (opened != null) {
            giveUp(opened, code, code.sentence());
        }
    }

    /// The ticket was good and is used up, and the trouble is ours: with another one the device may try again also
    /// while discovery does not answer.
    private void giveUp(NettyConnection opened, ErrorCode code, String detail) {
        opened.offerReturn(parts.returns());
        outbound.close(code, detail);
    }

    private boolean refuse(ErrorCode code, String detail) {
        outbound.close(code, detail);
        return false;
    }

    /// The socket is gone.
    void end() {
        ended = true;
        NettyConnection opened = connection;
        if (opened != null) {
            parts.inboxes().detach(opened);
            parts.counts().leave(opened.user());
        }
    }
}
