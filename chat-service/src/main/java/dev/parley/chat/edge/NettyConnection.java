package dev.parley.chat.edge;

import dev.parley.chat.admission.ReturnTickets;
import dev.parley.chat.inbox.Connection;
import dev.parley.chat.inbox.EncodedFrame;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.frame.Frames;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.SessionId;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.ticket.Ticket;

/// A socket whose device is known.
final class NettyConnection implements Connection {
    private final Ticket ticket;
    private final Outbound outbound;
    private volatile long activeAtNanos = NEVER_ACTIVE;

    NettyConnection(Ticket ticket, Outbound outbound) {
        this.ticket = ticket;
        this.outbound = outbound;
    }

    @Override
    public UserId user() {
        return ticket.user();
    }

    @Override
    public DeviceId device() {
        return ticket.device();
    }

    @Override
    public SessionId session() {
        return ticket.session();
    }

    /// Says how its device could come back.
    void offerReturn(ReturnTickets returns) {
        send(returns.sign(user(), device(), session()));
    }

    Outbound outbound() {
        return outbound;
    }

    /// The user has done something.
    void active(long nowNanos) {
        activeAtNanos = nowNanos;
    }

    @Override
    public long activeAtNanos() {
        return activeAtNanos;
    }

    @Override
    public void write(EncodedFrame frame) {
        outbound.write(frame);
    }

    @Override
    public void flush() {
        outbound.flush();
    }

    @Override
    public void close(ErrorCode why) {
        outbound.close(why);
    }

    @Override
    public void leave(ServerFrame.Drain drain) {
        outbound.close(EncodedFrame.of(drain), Frames.CLOSE_MOVED, "drain", false);
    }

    @Override
    public boolean isOpen() {
        return outbound.isOpen();
    }
}
