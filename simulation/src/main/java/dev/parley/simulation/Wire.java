package dev.parley.simulation;

import dev.parley.chat.inbox.Connection;
import dev.parley.chat.inbox.EncodedFrame;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/// A WebSocket between a device and a server, with frames under way in both directions.
final class Wire implements Connection {
    private final Server server;
    private final Device device;
    private final Deque<String> toDevice = new ArrayDeque<>();
    private final Deque<String> toServer = new ArrayDeque<>();
    private boolean closedByServer;
    private boolean cut;
    private boolean detached;

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
        if (isOpen() && !cut) {
            toDevice.add(new String(frame.json(), StandardCharsets.UTF_8));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close(ErrorCode why) {
        closedByServer = true;
        toServer.clear();
        server.note("closes " + this + ": " + why.wireName());
    }

    @Override
    public void leave(ServerFrame.Drain drain) {
        close(ErrorCode.GOING_AWAY);
    }

    /// The server has not noticed yet that the wire is cut.
    @Override
    public boolean isOpen() {
        return !closedByServer && !detached;
    }

    void say(String frame) {
        if (!cut && !closedByServer) {
            toServer.add(frame);
        }
    }

    /// Nothing more gets through. Of what was under way to the device, the last part is lost.
    void cut(Fate fate) {
        cut = true;
        toServer.clear();
        for (int left = toDevice.isEmpty() ? 0 : fate.below(toDevice.size() + 1); left > 0; left--) {
            toDevice.removeLast();
        }
    }

    /// The device went away by itself.
    void abandon() {
        cut = true;
        toServer.clear();
        toDevice.clear();
    }

    boolean hasForDevice() {
        return !toDevice.isEmpty();
    }

    String nextForDevice() {
        String frame = toDevice.removeFirst();
        server.note(this + " brings " + frame);
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
    boolean isOverForServer() {
        return cut || closedByServer;
    }

    void detached() {
        detached = true;
    }

    @Override
    public String toString() {
        return "wire " + device + "-" + server;
    }
}
