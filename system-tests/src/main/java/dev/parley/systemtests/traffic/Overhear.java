package dev.parley.systemtests.traffic;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/// Passes everything on as it is, and lets a [Talk] have it too.
final class Overhear extends ChannelDuplexHandler {
    private final Talk talk;

    Overhear(Talk talk) {
        this.talk = talk;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf bytes) {
            talk.fromClient(bytes.retainedDuplicate());
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes) {
            talk.fromServer(bytes.retainedDuplicate());
        } else {
            talk.isDeaf("the server writes " + message.getClass());
        }
        ctx.write(message, promise);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        talk.end();
        ctx.fireChannelInactive();
    }
}
