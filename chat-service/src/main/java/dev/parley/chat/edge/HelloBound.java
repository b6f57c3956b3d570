package dev.parley.chat.edge;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;

/// Stands before the frame decoder until the first frame is complete, so that someone without a ticket occupies a
/// few kilobytes here and not
/// the largest frame.
final class HelloBound extends ChannelInboundHandlerAdapter {
    /// A ticket of the longest kind and a cursor, several times over. One read may pass it; the next is refused.
    private static final int MAX_BYTES = 16_384;

    private int bytes;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf buffer) {
            if (bytes > MAX_BYTES) {
                buffer.release();
                throw new TooLongFrameException("the first frame is over " + MAX_BYTES + " bytes");
            }
            bytes += buffer.readableBytes();
        }
        ctx.fireChannelRead(message);
    }
}
