package dev.parley.chat.edge;

import dev.parley.chat.edge.OutboundQueue.Outgoing;
import dev.parley.chat.inbox.EncodedFrame;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.frame.ServerFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// All that leaves one socket, in the order given. Any thread may write; nothing blocks.
///
/// Frames wait in a queue of our own and are handed to Netty only while its buffer is below its high-water mark,
/// once per turn of the
/// event loop and with one flush. So a client that does not read costs at most the bound and one frame, and when
/// the bound is passed
/// the queue can be dropped, which leaves room to say why.
///
/// All clients together are bounded by an [OutboundBudget]. A frame counts there until the kernel has all of it:
/// what Netty holds is a copy outside the heap, as large as the frame.
final class Outbound implements Runnable {
    private static final int TRY_AGAIN_LATER = 1013;
    private static final int POLICY_VIOLATION = 1008;

    /// From here on Netty gets no further frame; what it holds of one socket is less than this and one frame.
    static final int HIGH_WATER = 65_536;

    static final int LOW_WATER = 32_768;

    private final Channel channel;
    private final EdgeSettings settings;
    private final EdgeMetrics metrics;
    private final OutboundQueue queue;
    private final AtomicBoolean scheduled = new AtomicBoolean();

    // The event loop's own.
    private long handedOver;
    private boolean peerClosed;
    private boolean closeWritten;
    private boolean waited;
    private long leftAtLastCheck;
    private long progressNanos;

    Outbound(Channel channel, EdgeParts parts) {
        this.channel = channel;
        this.settings = parts.settings();
        this.metrics = parts.metrics();
        this.queue = new OutboundQueue(settings.limits().outbound().toBytes(), parts.outbound());
    }

    boolean isOpen() {
        return !queue.isClosed() && channel.isActive();
    }

    /// Whether we have not said goodbye, though the client may be gone.
    boolean isOpenForClient() {
        return !queue.isClosed();
    }

    /// Writes without flushing, or closes as a slow reader.
    void write(EncodedFrame frame) {
        add(new Outgoing.Text(frame.json()));
    }

    /// Writes the answer to a pull and flushes.
    ///
    /// @param taken runs on the event loop once the socket has taken the page; not at all if the connection ends
    ///     before
    /// @return false if all that waits for clients leaves no room for it now: nothing was written
    boolean writePage(EncodedFrame page, Runnable taken) {
        boolean hasRoom = queue.offer(new Outgoing.Page(page.json(), taken));
        flush();
        return hasRoom;
    }

    void pong(ByteBuf payload) {
        add(new Outgoing.Pong(ByteBufUtil.getBytes(payload)));
        flush();
    }

    private void add(Outgoing outgoing) {
        if (!queue.offer(outgoing)) {
            close(ErrorCode.SLOW_READER);
        }
    }

    /// Has the event loop send what was written, later in this turn or in its next.
    void flush() {
        if (!queue.isEmpty() && scheduled.compareAndSet(false, true)) {
            onLoop(this);
        }
    }

    /// Says why, then closes.
    void close(ErrorCode why) {
        close(why, why.sentence());
    }

    /// @param detail a sentence for people
    void close(ErrorCode why, String detail) {
        EncodedFrame error = EncodedFrame.of(new ServerFrame.Error(why, detail, null, null, null));
        if (close(error, closeCode(why), why.wireName(), why == ErrorCode.SLOW_READER)) {
            metrics.refused(why);
        }
    }

    /// The code's own, or for one that leaves a socket open elsewhere: come back, or don't.
    private static int closeCode(ErrorCode why) {
        if (why.closes()) {
            return why.closeCode();
        }
        return why.retry() ? TRY_AGAIN_LATER : POLICY_VIOLATION;
    }

    /// Closes after a last frame. Nothing is written any more.
    ///
    /// @param last may be null
    /// @param dropQueue what waits is dropped; otherwise it goes out before
    /// @return false if it was closing already
    boolean close(@Nullable EncodedFrame last, int code, String reason, boolean dropQueue) {
        if (!queue.close(last, new Outgoing.Close(code, reason), dropQueue)) {
            return false;
        }
        metrics.closed(reason);
        flush();
        onLoop(this::awaitPeer);
        return true;
    }

    /// Input is read on, to find the client's answer, and since closing with unread input would make TCP throw away
    /// our last words.
    private void awaitPeer() {
        channel.config().setAutoRead(true);
        channel.eventLoop()
                .schedule(
                        () -> {
                            channel.close();
                        },
                        settings.timeouts().close().toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /// The client sent its close frame. On the event loop.
    void peerClosed(CloseWebSocketFrame frame) {
        peerClosed = true;
        int code = frame.statusCode();
        close(null, code < 0 ? 1000 : code, "client", true);
        if (closeWritten) {
            channel.close();
        }
    }

    /// The channel is gone: what waits is dropped. On the event loop.
    void channelClosed() {
        queue.abandon();
    }

    /// Hands over what Netty has room for. On the event loop.
    @Override
    public void run() {
        scheduled.set(false);
        while (channel.isWritable()) {
            Outgoing next = queue.poll();
            if (next == null) {
                break;
            }
            write(next);
        }
        // May make the channel writable again, which calls for another run.
        channel.flush();
    }

    /// Each promise is kept in the end, by success or by the channel's end.
    private void write(Outgoing outgoing) {
        channel.write(frame(outgoing)).addListener(done -> taken(outgoing));
    }

    private WebSocketFrame frame(Outgoing outgoing) {
        return switch (outgoing) {
            case Outgoing.Text text -> textFrame(text.json());
            case Outgoing.Page page -> textFrame(page.json());
            case Outgoing.LastWords last -> textFrame(last.json());
            case Outgoing.Pong pong -> new PongWebSocketFrame(Unpooled.wrappedBuffer(pong.payload()));
            case Outgoing.Close close -> new CloseWebSocketFrame(close.code(), close.reason());
        };
    }

    private void taken(Outgoing outgoing) {
        queue.taken(outgoing);
        switch (outgoing) {
            case Outgoing.Page page -> page.taken().run();
            case Outgoing.Close close -> closeWritten();
            case Outgoing.Text text -> {}
            case Outgoing.LastWords last -> {}
            case Outgoing.Pong pong -> {}
        }
    }

    private TextWebSocketFrame textFrame(byte[] json) {
        handedOver += json.length;
        metrics.frameOut(json);
        return new TextWebSocketFrame(Unpooled.wrappedBuffer(json));
    }

    private void closeWritten() {
        closeWritten = true;
        if (peerClosed) {
            channel.close();
        }
    }

    /// Whether the client has taken nothing for the stall timeout although something waits. On the event loop,
    /// called now and then.
    boolean isStalled(long nowNanos) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        if (buffer == null || buffer.isEmpty()) {
            waited = false;
            return false;
        }
        long left = handedOver - buffer.totalPendingWriteBytes() + buffer.currentProgress();
        if (!waited || left != leftAtLastCheck) {
            waited = true;
            leftAtLastCheck = left;
            progressNanos = nowNanos;
        }
        return nowNanos - progressNanos >= settings.timeouts().stall().toNanos();
    }

    private void onLoop(Runnable task) {
        try {
            channel.eventLoop().execute(task);
        } catch (RejectedExecutionException stopped) {
            // The server has stopped; so has this socket.
            channelClosed();
        }
    }
}
