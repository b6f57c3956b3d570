package dev.parley.client;

import dev.parley.contracts.frame.Frames;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.frame.ServerFrameWriter;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.protocols.Protocol;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;

/// One scripted chat server's sockets. An attachment of a socket is the login that said hello.
final class ScriptedSockets extends WebSocketServer {
    interface Receiver {
        void received(ScriptedSockets on, WebSocket socket, String frame);
    }

    private final CountDownLatch started = new CountDownLatch(1);
    private final Receiver frames;
    private volatile boolean silent;

    ScriptedSockets(Receiver frames) {
        super(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                1,
                List.of(new Draft_6455(List.of(), List.of(new Protocol(Frames.SUBPROTOCOL)))));
        this.frames = frames;
        setDaemon(true);
        setConnectionLostTimeout(0);
    }

    void startAndWait() {
        start();
        try {
            if (!started.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the scripted sockets did not start");
            }
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    URI uri() {
        return URI.create("ws://localhost:" + getPort() + "/ws/chat");
    }

    /// Answers nothing any more, not even pings, and keeps its sockets open.
    void fallSilent() {
        silent = true;
    }

    List<WebSocket> greeted() {
        return getConnections().stream()
                .filter(socket -> socket.getAttachment() != null)
                .toList();
    }

    /// As if the process had died.
    void breakAll() {
        List.copyOf(getConnections()).forEach(socket -> socket.closeConnection(1006, "broken"));
    }

    void stopNow() {
        try {
            stop(100);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    void write(WebSocket socket, ServerFrame frame) {
        if (!silent && socket.isOpen()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ServerFrameWriter.write(frame, out);
            socket.send(out.toString(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void onWebsocketPing(WebSocket socket, Framedata ping) {
        if (!silent) {
            super.onWebsocketPing(socket, ping);
        }
    }

    @Override
    public void onMessage(WebSocket socket, String frame) {
        frames.received(this, socket, frame);
    }

    @Override
    public void onStart() {
        started.countDown();
    }

    @Override
    public void onOpen(WebSocket socket, ClientHandshake handshake) {}

    @Override
    public void onClose(WebSocket socket, int code, String reason, boolean remote) {}

    @Override
    public void onError(@Nullable WebSocket socket, Exception broken) {}
}
