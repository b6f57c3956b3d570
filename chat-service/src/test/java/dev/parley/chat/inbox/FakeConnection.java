package dev.parley.chat.inbox;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.SessionId;
import dev.parley.contracts.id.UserId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Remembers what a device was told.
public final class FakeConnection implements Connection {
    private final UserId user;
    private final DeviceId device;
    private final List<String> frames = new ArrayList<>();
    private final List<EncodedFrame> written = new ArrayList<>();
    private @Nullable ErrorCode closed;
    private long activeAtNanos = NEVER_ACTIVE;

    public FakeConnection(UserId user, long device) {
        this.user = user;
        this.device = new DeviceId(device);
    }

    @Override
    public UserId user() {
        return user;
    }

    @Override
    public DeviceId device() {
        return device;
    }

    /// Of its device, unless a test says otherwise.
    @Override
    public SessionId session() {
        return new SessionId(device.value());
    }

    @Override
    public synchronized void write(EncodedFrame frame) {
        if (closed == null) {
            written.add(frame);
            frames.add(new String(frame.json(), StandardCharsets.UTF_8));
        }
    }

    @Override
    public void flush() {}

    @Override
    public synchronized long activeAtNanos() {
        return activeAtNanos;
    }

    synchronized void active(long nowNanos) {
        activeAtNanos = nowNanos;
    }

    @Override
    public synchronized void close(ErrorCode why) {
        closed = why;
    }

    @Override
    public synchronized void leave(ServerFrame.Drain drain) {
        send(drain);
        closed = ErrorCode.GOING_AWAY;
    }

    @Override
    public synchronized boolean isOpen() {
        return closed == null;
    }

    public synchronized List<EncodedFrame> written() {
        return List.copyOf(written);
    }

    public synchronized List<String> frames() {
        return List.copyOf(frames);
    }

    public synchronized List<String> frames(String type) {
        return frames.stream()
                .filter(frame -> frame.startsWith("{\"type\":\"" + type + "\""))
                .toList();
    }

    synchronized Optional<ErrorCode> closed() {
        return Optional.ofNullable(closed);
    }
}
