package dev.parley.client;

import dev.parley.client.account.LoggedOutException;
import dev.parley.client.account.ParleyApi;
import dev.parley.client.account.Place;
import dev.parley.client.account.UnreachableException;
import dev.parley.client.connection.Link;
import dev.parley.client.connection.LinkAction;
import dev.parley.client.connection.LinkInput;
import dev.parley.client.connection.LinkState;
import dev.parley.client.connection.SocketClient;
import dev.parley.client.frame.ClientFrameWriter;
import dev.parley.client.frame.Incoming;
import dev.parley.client.frame.IncomingReader;
import dev.parley.client.frame.UnreadableFrameException;
import dev.parley.contracts.frame.ClientFrame;
import dev.parley.contracts.frame.Cursor;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries out what a [Link] wants: discovery, the socket, hello, heartbeats. Everything but the socket's own calls
/// happens on the loop's thread.
final class Connector {
    /// What is done with a connection.
    interface User {
        /// How far this device has read.
        @Nullable
        Cursor cursor();

        void received(Incoming frame);

        void disconnected();

        void changed(LinkState state);

        /// Nothing more should be read for now; [Connector#readOn] is called when it should.
        boolean isBehind();
    }

    private static final Logger log = LoggerFactory.getLogger(Connector.class);
    private static final long REFUSED_AGAIN_AFTER_MS = 5_000;

    private final LoopThread loop;
    private final Link link;
    private final ParleyApi api;
    private final SocketClient sockets;
    private final User user;

    private SocketClient.@Nullable Socket socket;
    private long attempt;
    private boolean readingStopped;
    private CompletableFuture<?> lastClose = CompletableFuture.completedFuture(null);

    Connector(LoopThread loop, Link link, ParleyApi api, SocketClient sockets, User user) {
        this.loop = loop;
        this.link = link;
        this.api = api;
        this.sockets = sockets;
        this.user = user;
    }

    void run(LinkInput input) {
        for (LinkAction action : link.apply(input, loop.nowMs())) {
            switch (action) {
                case LinkAction.Discover it ->
                    Thread.ofVirtual().name("parley-discovery").start(this::discover);
                case LinkAction.Open it -> open(it);
                case LinkAction.Greet it ->
                    write(new ClientFrame.Hello(it.ticket(), api.session().device(), user.cursor()));
                case LinkAction.Beat it -> beat();
                case LinkAction.Abandon it -> abandon();
                case LinkAction.Changed it -> {
                    log.atInfo()
                            .setMessage("link_changed")
                            .addKeyValue("state", it.state())
                            .log();
                    user.changed(it.state());
                }
            }
        }
    }

    long dueAtMs() {
        return link.dueAtMs();
    }

    /// Does nothing without a connection.
    void write(ClientFrame frame) {
        SocketClient.Socket open = socket;
        if (open != null) {
            open.write(ClientFrameWriter.write(frame));
        }
    }

    /// Completes when the last connection that was given up has said what it had to say.
    CompletableFuture<?> lastClose() {
        return lastClose;
    }

    private void discover() {
        LinkInput answer;
        try {
            Place place = api.connect();
            answer = new LinkInput.Discovered(place.url(), place.ticket());
        } catch (LoggedOutException over) {
            answer = new LinkInput.LoggedOut();
        } catch (UnreachableException away) {
            answer = new LinkInput.DiscoveryAway(away.retryAfter().toMillis());
        } catch (RuntimeException notNow) {
            log.atWarn().setMessage("discovery_refused").setCause(notNow).log();
            answer = new LinkInput.DiscoveryFailed(REFUSED_AGAIN_AFTER_MS);
        }
        LinkInput input = answer;
        loop.post(() -> run(input));
    }

    private void open(LinkAction.Open open) {
        attempt = open.attempt();
        readingStopped = false;
        socket = sockets.open(open.url(), listener(open.attempt()));
    }

    private SocketClient.Listener listener(long of) {
        return new SocketClient.Listener() {
            @Override
            public void opened() {
                loop.post(() -> run(new LinkInput.Opened(of)));
            }

            @Override
            public void received(String frame) {
                loop.post(() -> receive(of, frame));
            }

            @Override
            public void pong() {
                loop.post(() -> run(new LinkInput.Pong(of)));
            }

            @Override
            public void gone() {
                loop.post(() -> run(new LinkInput.Gone(of)));
            }
        };
    }

    private void receive(long on, String text) {
        if (on != attempt || socket == null) {
            return;
        }
        try {
            Incoming frame = IncomingReader.read(text);
            user.received(frame);
            run(new LinkInput.Received(on, frame));
        } catch (UnreadableFrameException notOurs) {
            log.atWarn().setMessage("frame_unreadable").setCause(notOurs).log();
        } finally {
            readingStopped = true;
            readOn();
        }
    }

    /// Asks for the next frame if the one before was dealt with. Back-pressure: while the user is behind, nothing
    /// is read, so that the server's bound counts and not this process's memory.
    void readOn() {
        SocketClient.Socket open = socket;
        if (open != null && readingStopped && !user.isBehind()) {
            readingStopped = false;
            open.next();
        }
    }

    private void beat() {
        SocketClient.Socket open = socket;
        if (open == null) {
            return;
        }
        open.write(ClientFrameWriter.write(new ClientFrame.Heartbeat(false)));
        open.ping();
        if (readingStopped) {
            // The answers can't be heard while nothing is read.
            run(new LinkInput.Pong(attempt));
        }
    }

    private void abandon() {
        SocketClient.Socket open = socket;
        socket = null;
        if (open != null) {
            lastClose = open.close();
            user.disconnected();
        }
    }
}
