package dev.parley.simulation;

import dev.parley.chat.inbox.Connection;
import dev.parley.chat.inbox.EncodedFrame;
import dev.parley.client.frame.Incoming;
import dev.parley.client.frame.IncomingReader;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// A WebSocket between a device and a server, with frames under way in both directions.
final class Wire implements Connection {
    /// How only events begin, so that nothing else is read here.
    private static final String EVENT = "{\"type\":\"event\"";

    private final Server server;
    private final Device device;
    private final Deque<String> toDevice = new ArrayDeque<>();
    private final Deque<String> toServer = new ArrayDeque<>();
    private boolean closedByServer;
    /// The device is away.
    private boolean cut;
    /// Nothing tells the server so yet: what was under way to it still comes, and it believes its frames arrive.
    private boolean halfOpen;
    private boolean detached;
    private long activeAtNanos = NEVER_ACTIVE;
    /// Comes once more, behind the next one.
    private @Nullable String stray;

    Wire(Server server, Device device) {
        this.server = server;
        this.device = device;
    }

    Server server() {
        return server;
    }

    @Override
    public UserId user() {
        return device.user();
    }

    @Override
    public DeviceId device() {
        return device.id();
    }

    @Override
    public void write(EncodedFrame frame) {
        if (isOpen()) {
            String json = new String(frame.json(), StandardCharsets.UTF_8);
            if (json.startsWith(EVENT) && IncomingReader.read(json) instanceof Incoming.Event it) {
                server.promises().phones().shown(user(), it.event());
            }
            if (!cut) {
                toDevice.add(json);
            }
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close(ErrorCode why) {
        closedByServer = true;
        toServer.clear();
        server.note(() -> "closes " + this + ": " + why.wireName());
    }

    @Override
    public void leave(ServerFrame.Drain drain) {
        write(EncodedFrame.of(drain));
        close(ErrorCode.GOING_AWAY);
    }

    void active(long nowNanos) {
        activeAtNanos = nowNanos;
    }

    @Override
    public long activeAtNanos() {
        return activeAtNanos;
    }

    /// The server has not noticed yet that the wire is cut.
    @Override
    public boolean isOpen() {
        return !closedByServer && !detached;
    }

    /// @param fate decides whether something on the way, or an impatient library, sends it once more
    void say(String frame, Fate fate) {
        if (!cut && !closedByServer) {
            toServer.add(frame);
            if (stray != null) {
                toServer.add(stray);
                stray = null;
            }
            if (fate.trouble(Harm.STRAYS, 0.05)) {
                stray = frame;
            }
        }
    }

    /// Nothing more gets through. Of what was under way to the device, the last part is lost.
    void cut(Fate fate) {
        away(fate);
        for (int left = toDevice.isEmpty() ? 0 : fate.below(toDevice.size() + 1); left > 0; left--) {
            toDevice.removeLast();
        }
    }

    /// The device went away by itself.
    void abandon(Fate fate) {
        away(fate);
        toDevice.clear();
    }

    private void away(Fate fate) {
        halfOpen = fate.trouble(Harm.STRAYS, 0.3);
        cut = true;
        if (!halfOpen) {
            toServer.clear();
        }
    }

    /// The server is gone.
    void die(Fate fate) {
        cut(fate);
        halfOpen = false;
    }

    boolean hasForDevice() {
        return !toDevice.isEmpty();
    }

    String nextForDevice() {
        String frame = toDevice.removeFirst();
        server.note(() -> this + " brings " + frame);
        return frame;
    }

    /// Whether the device finds the wire at its end.
    boolean isOver() {
        return toDevice.isEmpty() && (cut || closedByServer);
    }

    boolean hasForServer() {
        return !toServer.isEmpty();
    }

    String nextForServer() {
        return toServer.removeFirst();
    }

    /// Whether the server finds the wire at its end.
    boolean isOverForServer(Fate fate) {
        if (halfOpen && toServer.isEmpty() && (fate.isCalm() || fate.chance(0.1))) {
            halfOpen = false;
        }
        return cut && !halfOpen || closedByServer;
    }

    void detached() {
        detached = true;
    }

    @Override
    public String toString() {
        return "wire " + device + "-" + server;
    }
}
