package dev.parley.chat.edge;

import dev.parley.chat.admission.ConnectionCounts;
import dev.parley.chat.admission.ReturnTickets;
import dev.parley.chat.admission.SendRates;
import dev.parley.chat.admission.TicketGate;
import dev.parley.chat.conversation.ConversationLog;
import dev.parley.chat.conversation.MessageIds;
import dev.parley.chat.inbox.Inboxes;
import dev.parley.chat.ownership.Moves;
import dev.parley.chat.presence.Lives;
import dev.parley.chat.signal.PassTyping;
import dev.parley.chat.signal.SignalScene;
import dev.parley.kit.time.Ticker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The real edge of one server on sockets without a network, for worlds of tests outside of this package: they say
/// what arrives, when an event loop has a turn and what the time is. WebSocket frames are not encoded.
public final class EmbeddedEdge {
    private static final PassTyping NO_TYPING = new SignalScene().typing();

    /// How much the edge lets its clients do.
    public enum Bounds {
        USUAL(TestEdge.LIMITS),
        /// So little that clients wait and are refused often.
        TIGHT(TestLimits.of(it -> {
            it.sendsPerSecond = 5;
            it.sendBurst = 3;
            it.framesPerSecond = 10;
            it.frameBurst = 5;
            it.pullsAtOnce = 1;
            it.pullsWaiting = 2;
            it.wishesWaiting = 1;
        }));

        private final EdgeSettings.Limits limits;

        Bounds(EdgeSettings.Limits limits) {
            this.limits = limits;
        }
    }

    /// What is behind it.
    public record Surroundings(
            TicketGate gate,
            ReturnTickets returns,
            Inboxes inboxes,
            Moves moves,
            ConversationLog log,
            MessageIds ids,
            UserDirectory users,
            Lives lives,
            Bounds bounds,
            Ticker ticker) {}

    /// The other end of a socket.
    public interface Peer {
        void text(String frame);

        /// The server has said its last.
        void closing();
    }

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final EdgeParts parts;

    public EmbeddedEdge(Surroundings around) {
        EdgeSettings settings =
                new EdgeSettings("127.0.0.1", 0, 1, List.of(), TestEdge.TIMEOUTS, around.bounds().limits);
        parts = new EdgeParts(
                settings,
                around.gate(),
                around.returns(),
                new ConnectionCounts(settings.limits().connectionsPerUser()),
                new SendRates(settings.limits().sends(), around.ticker()),
                new OutboundBudget(settings.limits().outboundTotal().toBytes()),
                around.inboxes(),
                around.moves(),
                around.log(),
                around.ids(),
                around.users(),
                NO_TYPING,
                around.lives(),
                new FakePresence(),
                new EdgeMetrics(meters),
                around.ticker());
    }

    /// A socket whose upgrade is done.
    public Socket open(Peer peer) {
        return new Socket(parts, peer);
    }

    /// Faults of ours so far: whatever failed in a way that no store fails.
    public long faults() {
        return (long) meters.get("chat.edge.faults").counter().count();
    }

    /// One socket with an event loop of its own. On one thread.
    public static final class Socket {
        private final EmbeddedChannel channel;

        private Socket(EdgeParts parts, Peer peer) {
            channel = new Quiet(EmbeddedChannel.builder().ticker(time(parts.ticker())));
            channel.pipeline().addLast(new HelloBound(), new Wire(peer), new ChatSocketHandler(parts, channel));
        }

        /// Whether the server reads what arrives.
        public boolean reads() {
            return channel.config().isAutoRead();
        }

        /// One frame arrives, and the event loop has a turn.
        public void receive(String frame) {
            channel.writeInbound(
                    new TextWebSocketFrame(Unpooled.wrappedBuffer(frame.getBytes(StandardCharsets.UTF_8))));
            channel.checkException();
        }

        /// Whether the event loop has something to do now.
        public boolean isBusy() {
            return channel.hasPendingTasks();
        }

        /// A turn of the event loop.
        public void turn() {
            channel.runPendingTasks();
            channel.checkException();
        }

        /// The connection ends, which is read like bytes.
        public void end() {
            channel.pipeline().fireChannelReadComplete();
            channel.close();
            channel.checkException();
        }
    }

    /// Writes without giving the event loop a turn in the middle of the turn that writes.
    private static final class Quiet extends EmbeddedChannel {
        private Quiet(EmbeddedChannel.Builder builder) {
            super(builder);
        }

        @Override
        public ChannelFuture write(Object message) {
            return pipeline().write(message);
        }

        @Override
        public Channel flush() {
            pipeline().flush();
            return this;
        }
    }

    /// Hands on what the server writes, and has room for everything.
    private static final class Wire extends ChannelOutboundHandlerAdapter {
        private final Peer peer;

        private Wire(Peer peer) {
            this.peer = peer;
        }

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            if (message instanceof TextWebSocketFrame text) {
                peer.text(text.text());
            } else if (message instanceof CloseWebSocketFrame) {
                peer.closing();
            }
            ReferenceCountUtil.release(message);
            promise.setSuccess();
        }

        @Override
        public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
            peer.closing();
            ctx.close(promise);
        }
    }

    private static io.netty.util.concurrent.Ticker time(Ticker ticker) {
        return new io.netty.util.concurrent.Ticker() {
            @Override
            public long initialNanoTime() {
                return 0;
            }

            @Override
            public long nanoTime() {
                return ticker.nanos();
            }

            @Override
            public void sleep(long delay, TimeUnit unit) {
                throw new IllegalStateException("an event loop does not sleep");
            }
        };
    }
}
