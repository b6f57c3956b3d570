package dev.parley.simulation;

import dev.parley.chat.edge.EmbeddedEdge;
import dev.parley.chat.inbox.Connection;
import dev.parley.client.frame.Incoming;
import dev.parley.client.frame.IncomingReader;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// A WebSocket between a device and a server, with frames under way in both directions.
final class Wire implements EmbeddedEdge.Peer {
    /// How the frames begin that are answers, so that nothing else is read here.
    private static final String PAGE = "{\"type\":\"page\"";

    private static final int MAX_BEHIND = 3;
    private static final String ERROR = "{\"type\":\"error\"";

    private final Server server;
    private final Device device;
    private final Deque<String> toDevice = new ArrayDeque<>();
    private final Deque<String> toServer = new ArrayDeque<>();
    private final Owed owed = new Owed();
    private boolean closedByServer;
    /// The device is away.
    private boolean cut;
    /// Nothing tells the server so yet: what was under way to it still comes, and it believes its frames arrive.
    private boolean halfOpen;
    /// Nothing tells the device that the wire is cut.
    private boolean unnoticed;
    private long heardAtNanos;
    private long activeAtNanos = Connection.NEVER_ACTIVE;
    /// Comes once more, behind some of the next ones.
    private @Nullable String stray;
    private int strayBehind;

    Wire(Server server, Device device) {
        this.server = server;
        this.device = device;
    }

    Server server() {
        return server;
    }

    /// What arrived on it at the server.
    Owed owed() {
        return owed;
    }

    @Override
    public void text(String frame) {
        if (frame.startsWith(PAGE) || frame.startsWith(ERROR)) {
            switch (IncomingReader.read(frame)) {
                case Incoming.Page page -> owed.answered(page.requestId());
                case Incoming.Error error -> answered(error);
                default -> {}
            }
        }
        if (!cut) {
            toDevice.add(frame);
        }
    }

    private void answered(Incoming.Error error) {
        if (error.clientMessageId() != null) {
            owed.answered(error.clientMessageId());
        }
        if (error.requestId() != null) {
            owed.answered(error.requestId());
        }
    }

    @Override
    public void closing() {
        closedByServer = true;
        toServer.clear();
    }

    /// The server has read something.
    void heard(long nowNanos) {
        heardAtNanos = nowNanos;
    }

    long heardAtNanos() {
        return heardAtNanos;
    }

    void active(long nowNanos) {
        activeAtNanos = nowNanos;
    }

    /// When a frame of its user arrived last.
    long activeAtNanos() {
        return activeAtNanos;
    }

    /// @param fate decides whether something on the way, or an impatient library, sends it once more
    void say(String frame, Fate fate) {
        if (!cut && !closedByServer) {
            toServer.add(frame);
            if (stray != null && --strayBehind == 0) {
                toServer.add(stray);
                stray = null;
            }
            if (fate.trouble(Harm.STRAYS, 0.1) && stray == null) {
                stray = frame;
                strayBehind = 1 + fate.below(MAX_BEHIND);
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

    @Override
    public String toString() {
        return "wire " + device + "-" + server;
    }
}
