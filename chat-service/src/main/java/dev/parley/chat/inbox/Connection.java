package dev.parley.chat.inbox;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.SessionId;
import dev.parley.contracts.id.UserId;

/// One device's open socket, as an inbox sees it. Safe for any number of threads; nothing here blocks. Frames
/// written by one thread arrive in
/// the order written. Writing to a connection that is closed or closing does nothing.
public interface Connection {
    long NEVER_ACTIVE = Long.MIN_VALUE;

    UserId user();

    DeviceId device();

    /// The login by which it came.
    SessionId session();

    /// Writes without flushing. A connection whose outbound bound is reached closes itself with
    /// [ErrorCode#SLOW_READER].
    void write(EncodedFrame frame);

    /// Sends what was written.
    void flush();

    default void send(ServerFrame frame) {
        write(EncodedFrame.of(frame));
        flush();
    }

    /// Tells the client why, then closes.
    void close(ErrorCode why);

    /// Tells the client where to go and when, then closes.
    void leave(ServerFrame.Drain drain);

    /// When the user last did something on this device, by the process's ticker; [#NEVER_ACTIVE] if never here.
    long activeAtNanos();

    /// False from the moment the socket closes or starts to close.
    boolean isOpen();
}
