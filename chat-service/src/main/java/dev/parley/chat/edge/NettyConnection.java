package dev.parley.chat.edge;

import dev.parley.chat.inbox.Connection;
import dev.parley.chat.inbox.EncodedFrame;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.frame.Frames;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;

/// A socket whose device is known.
final class NettyConnection implements Connection {
    private final UserId user;
    private final DeviceId device;
    private final Outbound outbound;
    private volatile long activeAtNanos = NEVER_ACTIVE;

    NettyConnection(UserId user, DeviceId device, Outbound outbound) {
        this.user = user;
        this.device = device;
        this.outbound = outbound;
    }

    @Override
    public UserId user() {
        return user;
    }

    @Override
    public DeviceId device() {
        return device;
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
