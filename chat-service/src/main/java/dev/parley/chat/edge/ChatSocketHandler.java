package dev.parley.chat.edge;

import dev.parley.chat.admission.TokenBucket;
import dev.parley.contracts.error.ErrorCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// One socket from its upgrade to its end: hello, attach, then frames until either side closes. On the socket's
/// event loop, where nothing
/// blocks.
///
/// What a client may do wrong and what it is told is a table in docs/protocol.md. A heartbeat is not answered: it
/// is a sign of life, as every byte is. A close is none, since whoever passes the socket through sends it for a client
/// that has long been silent.
final class ChatSocketHandler extends ChannelInboundHandlerAdapter {
    /// Frames kept while the inbox is being opened: those that came in one read with the hello. Reading stops until
    /// the welcome. A client
    /// with more of them is refused.
    private static final int MAX_EARLY = 2_048;

    private final EdgeParts parts;
    private final Channel channel;
    private final Outbound outbound;
    private final OpenInbox opening;
    private final TokenBucket frames;
    private final ArrayDeque<TextWebSocketFrame> early = new ArrayDeque<>(1);

    private boolean saidHello;
    private @Nullable AnswerFrames answers;
    private boolean paced;
    private final LastHeard heard;
    private final HearBytes bytes = new HearBytes();
    private @Nullable NettyConnection connected;
    private @Nullable Future<?> timer;
    /// When the ticket with which the device could come back is due for another.
    private long returnAtNanos;

    ChatSocketHandler(EdgeParts parts, Channel channel) {
        this.parts = parts;
        this.channel = channel;
        this.outbound = new Outbound(channel, parts);
        this.opening = new OpenInbox(parts, outbound, channel.eventLoop(), this::live);
        this.heard = new LastHeard(parts.ticker().nanos());
        this.frames = new TokenBucket(parts.settings().limits().frames(), heard.heardNanos());
    }

    /// Tells the client why, then closes. Any thread.
    void close(ErrorCode why) {
        outbound.close(why);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        channel.pipeline().addFirst(bytes);
        closeAfter(parts.settings().timeouts().hello(), ErrorCode.HELLO_TIMEOUT);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof WebSocketFrame frame) {
                received(frame);
            } else if (message instanceof ByteBuf tooEarly && outbound.isOpen()) {
                // Frames sent before the upgrade was answered: the HTTP codec hands on what it did not read. Decode
                // them now.
                channel.pipeline().fireChannelRead(tooEarly.retain());
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void received(WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame close) {
            outbound.peerClosed(close);
        } else if (!outbound.isOpen()) {
            // The client has not read yet that we closed.
            return;
        } else if (frame instanceof TextWebSocketFrame text) {
            received(text);
            pace();
        } else if (frame instanceof PingWebSocketFrame ping) {
            parts.metrics().frameIn("ping", ping.content().readableBytes());
            outbound.pong(ping.content());
            pace();
        } else if (frame instanceof BinaryWebSocketFrame) {
            outbound.close(ErrorCode.BINARY_FRAME);
        }
    }

    private void received(TextWebSocketFrame text) {
        AnswerFrames live = answers;
        if (live != null) {
            answer(live, text);
        } else if (saidHello) {
            keepForLater(text);
        } else {
            hello(text);
        }
    }

    private void hello(TextWebSocketFrame text) {
        parts.metrics().frameIn("hello", text.content().readableBytes());
        if (opening.start(new ByteBufInputStream(text.content()))) {
            saidHello = true;
            channel.pipeline().remove(HelloBound.class);
            setTimer(parts.settings().timeouts().attach().toNanos(), () -> opening.giveUp(ErrorCode.RETRY));
            updateReading();
        }
    }

    private void keepForLater(TextWebSocketFrame text) {
        if (early.size() >= MAX_EARLY) {
            outbound.close(ErrorCode.TOO_MANY_ERRORS, "Too many frames came before the welcome.");
            return;
        }
        early.add(text.retain());
    }

    private void live(NettyConnection connection) {
        AnswerFrames live = new AnswerFrames(connection, parts, channel.eventLoop(), this::updateReading);
        answers = live;
        connected = connection;
        parts.lives().opened(connection.user(), heard);
        heard.now(parts.ticker().nanos());
        returnAtNanos = heard.heardNanos();
        watchLife(connection);
        for (TextWebSocketFrame text = early.poll(); text != null; text = early.poll()) {
            try {
                if (outbound.isOpen()) {
                    answer(live, text);
                }
            } finally {
                text.release();
            }
        }
        updateReading();
    }

    private void answer(AnswerFrames live, TextWebSocketFrame text) {
        live.answer(new ByteBufInputStream(text.content()), text.content().readableBytes());
        if (live.isFull()) {
            updateReading();
        }
    }

    /// A client that sends faster than its rate is read more slowly; TCP passes that on to it. What came in the same
    /// read is answered all the same, and waited for afterwards.
    private void pace() {
        if (frames.borrow(parts.ticker().nanos()) > 0 && !paced) {
            paced = true;
            parts.metrics().paced();
            updateReading();
            readOnWhenDue();
        }
    }

    private void readOnWhenDue() {
        long waitNanos = frames.debtNanos(parts.ticker().nanos());
        if (waitNanos > 0) {
            channel.eventLoop().schedule(this::readOnWhenDue, waitNanos, TimeUnit.NANOSECONDS);
        } else {
            paced = false;
            updateReading();
        }
    }

    private boolean mayRead() {
        AnswerFrames live = answers;
        boolean attaching = saidHello && live == null;
        boolean full = live != null && live.isFull();
        return !outbound.isOpen() || !(attaching || full || paced);
    }

    private void updateReading() {
        boolean may = mayRead();
        if (may && !channel.config().isAutoRead()) {
            // What was sent meanwhile could not be heard.
            heard.now(parts.ticker().nanos());
        }
        channel.config().setAutoRead(may);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (bytes.haveCome() && outbound.isOpen()) {
            heard.now(parts.ticker().nanos());
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (channel.isWritable()) {
            outbound.flush();
        }
    }

    private void closeAfter(Duration time, ErrorCode why) {
        setTimer(time.toNanos(), () -> outbound.close(why));
    }

    /// Closes when nothing is heard or nothing is taken for too long; otherwise looks again at the next moment when
    /// that could be.
    ///
    /// Renews the ticket for coming back as well: here, since heartbeats come sixty times as often.
    private void watchLife(NettyConnection connection) {
        long now = parts.ticker().nanos();
        EdgeSettings.Timeouts timeouts = parts.settings().timeouts();
        long idleLeft = mayRead()
                ? heard.heardNanos() + timeouts.idle().toNanos() - now
                : timeouts.idle().toNanos();
        if (outbound.isStalled(now)) {
            outbound.close(ErrorCode.SLOW_READER);
        } else if (idleLeft <= 0) {
            outbound.close(ErrorCode.IDLE_TIMEOUT);
        } else if (outbound.isOpen()) {
            long next = Math.min(idleLeft, timeouts.stall().toNanos());
            setTimer(Math.min(next, offerReturn(connection, now)), () -> watchLife(connection));
        }
    }

    /// @return nanoseconds until there is a new one to offer
    private long offerReturn(NettyConnection connection, long now) {
        if (returnAtNanos - now <= 0) {
            returnAtNanos = now + parts.returns().renewAfter().toNanos();
            connection.offerReturn(parts.returns());
        }
        return returnAtNanos - now;
    }

    private void setTimer(long nanos, Runnable task) {
        cancelTimer();
        timer = channel.eventLoop().schedule(task, nanos, TimeUnit.NANOSECONDS);
    }

    private void cancelTimer() {
        Future<?> running = timer;
        if (running != null) {
            running.cancel(false);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (outbound.isOpenForClient()) {
            parts.metrics().closed("lost");
        }
        cancelTimer();
        outbound.channelClosed();
        opening.end();
        NettyConnection ended = connected;
        if (ended != null) {
            parts.lives().closed(ended.user(), heard);
            parts.watches().gone(ended);
        }
        early.forEach(ReferenceCountUtil::release);
        early.clear();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        switch (cause) {
            case CorruptedWebSocketFrameException corrupt -> corrupt(corrupt.closeStatus());
            case TooLongFrameException tooLong -> corrupt(WebSocketCloseStatus.MESSAGE_TOO_BIG);
            case IOException lost -> channel.close();
            // What is no TLS, or was changed on its way.
            case DecoderException broken when broken.getCause() instanceof SSLException -> channel.close();
            default -> outbound.close(Answers.codeOf(cause, parts.metrics()));
        }
    }

    /// The decoder lost its place, or will wait for the rest of what is too large: what still comes is not decoded
    /// any more.
    private void corrupt(WebSocketCloseStatus status) {
        switch (status.code()) {
            case 1007 -> outbound.close(ErrorCode.INVALID_UTF8);
            case 1009 -> {
                outbound.close(ErrorCode.FRAME_TOO_LARGE);
                stopDecoding();
            }
            default -> {
                outbound.close(null, WebSocketCloseStatus.PROTOCOL_ERROR.code(), "protocol_error", false);
                stopDecoding();
            }
        }
    }

    /// Only after closing: what the decoder has not read is handed on here, to be dropped.
    private void stopDecoding() {
        if (channel.pipeline().get(WebSocket13FrameDecoder.class) != null) {
            channel.pipeline().remove(WebSocket13FrameDecoder.class);
        }
    }
}
