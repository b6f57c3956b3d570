package dev.parley.simulation;

import dev.parley.chat.inbox.Connection;
import dev.parley.chat.inbox.EncodedFrame;
import dev.parley.client.frame.Incoming;
import dev.parley.client.frame.IncomingReader;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.SessionId;
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
    /// Nothing tells the device that the wire is cut.
    private boolean unnoticed;
    private boolean detached;
    private long activeAtNanos = NEVER_ACTIVE;
    private long returnAtNanos = Long.MAX_VALUE;
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
    public SessionId session() {
        return new SessionId(device().value());
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
        send(new ServerFrame.Error(why, why.sentence(), null, null, null));
        close();
        server.note(() -> "closes " + this + ": " + why.wireName());
    }

    void close() {
        closedByServer = true;
        toServer.clear();
    }

    @Override
    public void leave(ServerFrame.Drain drain) {
        send(drain);
        close();
    }

    void active(long nowNanos) {
        activeAtNanos = nowNanos;
    }

    @Override
    public long activeAtNanos() {
        return activeAtNanos;
    }

    /// When the device's ticket for coming back is due for another; never before it has one.
    long returnAtNanos() {
        return returnAtNanos;
    }

    void returnAt(long nanos) {
        returnAtNanos = nanos;
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

    /// Nothing more gets through. Of what was under way to the device, the last part is lost. Maybe nothing tells the
    /// device.
    void cut(Fate fate) {
        away(fate);
        unnoticed = fate.trouble(Harm.STRAYS, 0.3);
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
        unnoticed = false;
    }

    /// Someone else says this on it, as an earlier connection of the device did, and hears nothing.
    void haunt(String hello) {
        toServer.add(hello);
        cut = true;
        halfOpen = true;
    }

    /// The first frame, which is never repeated on the same wire.
    void greet(String hello) {
        if (!cut && !closedByServer) {
            toServer.add(hello);
        }
    }

    /// Whether a ping is answered.
    boolean answers() {
        return !cut && !closedByServer && server.runs();
    }

    Device owner() {
        return device;
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
        return toDevice.isEmpty() && (cut ? !unnoticed : closedByServer);
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
