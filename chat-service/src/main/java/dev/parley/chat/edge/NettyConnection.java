package dev.parley.chat.edge;

import dev.parley.chat.inbox.Connection;
import dev.parley.chat.inbox.EncodedFrame;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.frame.Frames;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;

/// A socket whose device is known.
record NettyConnection(UserId user, DeviceId device, Outbound outbound) implements Connection {
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
