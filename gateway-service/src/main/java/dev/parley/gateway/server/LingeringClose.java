package dev.parley.gateway.server;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Closes a connection without losing what was written last: first only our direction is closed, then whatever
/// still comes is read and thrown away until the other end closes too, or for a few seconds. Closing both
/// directions at once makes the kernel answer unread bytes with a reset, on which the other end forgets what it has
/// not read yet: a client that is still sending would never see its 413, or the close frame that says why it was
/// sent away.
public final class LingeringClose extends ChannelDuplexHandler {
    private static final Duration BOUND = Duration.ofSeconds(2);

    private boolean lingering;

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (!ctx.channel().isActive() || !(ctx.channel() instanceof DuplexChannel channel)) {
            ctx.close(promise);
            return;
        }
        ctx.channel().closeFuture().addListener(closed -> promise.trySuccess());
        if (lingering) {
            return;
        }
        lingering = true;
        channel.shutdownOutput();
        ctx.read();
        var bound = ctx.executor().schedule(() -> ctx.close(), BOUND.toMillis(), TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(closed -> bound.cancel(false));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (lingering) {
            ReferenceCountUtil.release(message);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (lingering) {
            ctx.read();
        } else {
            ctx.fireChannelReadComplete();
        }
    }
}
