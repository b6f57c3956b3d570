package dev.parley.chat.edge;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/// Stands first on a socket: bytes of a frame that is not complete are heard as well. Netty reads a connection's end
/// like bytes, but none come with it.
final class HearBytes extends ChannelInboundHandlerAdapter {
    private boolean came;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        came = true;
        ctx.fireChannelRead(message);
    }

    /// Whether bytes came since it was last asked.
    boolean haveCome() {
        boolean have = came;
        came = false;
        return have;
    }
}
