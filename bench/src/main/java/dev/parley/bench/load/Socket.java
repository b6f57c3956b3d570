package dev.parley.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A WebSocket client (RFC 6455) that does the least: one frame of the server is one array of bytes, one message of
/// ours is one masked frame. On the loop's thread.
public final class Socket {
    /// Told of everything, on the loop.
    public interface Listener {
        /// The upgrade is done.
        void opened(Socket socket);

        /// One text message.
        ///
        /// @param bytes good until this returns
        void text(Socket socket, byte[] bytes, int length);

        /// Never more than once, and after nothing else comes.
        ///
        /// @param why for people
        void closed(Socket socket, String why);
    }

    private static final int TEXT = 1;
    private static final int CONTINUATION = 0;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int MOST_HEADER = 14;

    /// One for all sockets of the thread, since a frame is done with before the next is read.
    private static final ThreadLocal<byte[]> SCRATCH = ThreadLocal.withInitial(() -> new byte[4 << 20]);

    private final Listener listener;
    private final String path;
    private @Nullable Channel channel;
    private @Nullable ByteBuf rest;
    private boolean open;
    private boolean over;
    private int mask = 0x1234_5678;

    private Socket(Listener listener, String path) {
        this.listener = listener;
        this.path = path;
    }

    /// Begins to connect.
    public static Socket connect(Loop loop, InetSocketAddress address, String path, Listener listener) {
        Socket socket = new Socket(listener, path);
        loop.connect(address, socket);
        return socket;
    }

    public boolean isOpen() {
        return open && !over;
    }

    /// Writes a text message and flushes. Nothing happens on a socket that is gone.
    public void write(byte[]... parts) {
        Channel to = channel;
        if (to == null || over) {
            return;
        }
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuf frame = to.alloc().directBuffer(length + MOST_HEADER);
        header(frame, TEXT, length);
        for (byte[] part : parts) {
            frame.writeBytes(part);
        }
        mask(frame, length);
        to.writeAndFlush(frame, to.voidPromise());
    }

    /// Cuts the connection, without a close frame. The listener hears of it.
    public void abort() {
        Channel from = channel;
        if (from != null) {
            from.close();
        }
    }

    private void header(ByteBuf frame, int opcode, int length) {
        frame.writeByte(FINAL | opcode);
        if (length < LENGTH_16) {
            frame.writeByte(MASKED | length);
        } else if (length < 65_536) {
            frame.writeByte(MASKED | LENGTH_16).writeShort(length);
        } else {
            frame.writeByte(MASKED | LENGTH_64).writeLong(length);
        }
        // Another one each time; who wants to guess it may.
        mask = mask * 1_664_525 + 1_013_904_223;
        frame.writeInt(mask);
    }

    private void mask(ByteBuf frame, int length) {
        int end = frame.writerIndex();
        int at = end - length;
        long wide = ((long) mask << 32) | (mask & 0xffff_ffffL);
        for (; at + 8 <= end; at += 8) {
            frame.setLong(at, frame.getLong(at) ^ wide);
        }
        for (int shift = 24; at < end; at++, shift -= 8) {
            // At most seven: after four the mask begins again.
            frame.setByte(at, frame.getByte(at) ^ (mask >>> (shift & 31)));
        }
    }

    ChannelHandler handler() {
        return new Reading();
    }

    void failed(Throwable cause) {
        end("connect: " + cause.getMessage());
    }

    private void end(String why) {
        if (!over) {
            over = true;
            listener.closed(this, why);
        }
    }

    private final class Reading extends ChannelInboundHandlerAdapter {
        private String why = "connection lost";
        private byte @Nullable [] fragments;

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            channel = ctx.channel();
            ByteBuf request = ctx.alloc().directBuffer(256);
            request.writeCharSequence(
                    "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Protocol: parley.v1.json\r\n\r\n",
                    StandardCharsets.US_ASCII);
            ctx.writeAndFlush(request, ctx.voidPromise());
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf in = (ByteBuf) message;
            ByteBuf before = rest;
            rest = null;
            if (before != null) {
                ByteBuf both = ctx.alloc().buffer(before.readableBytes() + in.readableBytes());
                both.writeBytes(before).writeBytes(in);
                before.release();
                in.release();
                in = both;
            }
            try {
                if (open || upgrade(in)) {
                    while (!over && frame(ctx, in)) {
                        // The next one.
                    }
                }
                if (in.isReadable() && !over) {
                    rest = in.readRetainedSlice(in.readableBytes());
                }
            } finally {
                in.release();
            }
        }

        private boolean upgrade(ByteBuf in) {
            String text = in.toString(StandardCharsets.US_ASCII);
            int end = text.indexOf("\r\n\r\n");
            if (end < 0) {
                return false;
            }
            if (!text.startsWith("HTTP/1.1 101")) {
                why = text.lines().findFirst().orElse("no answer");
                abort();
                return false;
            }
            in.skipBytes(end + 4);
            open = true;
            listener.opened(Socket.this);
            return true;
        }

        private boolean frame(ChannelHandlerContext ctx, ByteBuf in) {
            int start = in.readerIndex();
            int readable = in.readableBytes();
            if (readable < 2) {
                return false;
            }
            int first = in.getUnsignedByte(start);
            long length = in.getUnsignedByte(start + 1);
            int header = 2;
            if (length == LENGTH_16) {
                header = 4;
                length = readable < header ? 0 : in.getUnsignedShort(start + 2);
            } else if (length == LENGTH_64) {
                header = 10;
                length = readable < header ? 0 : in.getLong(start + 2);
            }
            if (readable < header + length) {
                return false;
            }
            int bytes = Math.toIntExact(length);
            byte[] scratch = SCRATCH.get();
            in.getBytes(start + header, scratch, 0, bytes);
            in.skipBytes(header + bytes);
            take(ctx, first, scratch, bytes);
            return true;
        }

        private void take(ChannelHandlerContext ctx, int first, byte[] bytes, int length) {
            switch (first & 0x0f) {
                case TEXT, CONTINUATION -> text(first, bytes, length);
                case PING -> {
                    ByteBuf pong = ctx.alloc().directBuffer(length + MOST_HEADER);
                    header(pong, PONG, length);
                    pong.writeBytes(bytes, 0, length);
                    mask(pong, length);
                    ctx.writeAndFlush(pong, ctx.voidPromise());
                }
                case CLOSE -> {
                    why = "closed by the server with "
                            + (length < 2 ? "no code" : ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff));
                    ctx.close();
                }
                default -> {
                    // A pong, or nothing that a server of ours sends.
                }
            }
        }

        private void text(int first, byte[] bytes, int length) {
            boolean isLast = (first & FINAL) != 0;
            byte[] before = fragments;
            if (before == null && isLast) {
                listener.text(Socket.this, bytes, length);
                return;
            }
            int kept = before == null ? 0 : before.length;
            byte[] all = new byte[kept + length];
            if (before != null) {
                System.arraycopy(before, 0, all, 0, kept);
            }
            System.arraycopy(bytes, 0, all, kept, length);
            fragments = isLast ? null : all;
            if (isLast) {
                listener.text(Socket.this, all, all.length);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            ByteBuf left = rest;
            rest = null;
            if (left != null) {
                left.release();
            }
            end(why);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            why = String.valueOf(cause);
            ctx.close();
        }
    }
}
