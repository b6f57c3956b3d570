package dev.parley.gateway.socket;

import dev.parley.contracts.frame.Frames;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// Stands in for a chat server. Frames come back as they went; some texts are orders:
/// `close 4401 why` closes with a close frame, `drop` without one, `burst 100 65536 4410` sends so many texts of so
/// many
/// bytes and closes with that code, `stall` reads no more.
final class ScriptedChatServer implements AutoCloseable {
    private static final int MAX_FRAME_BYTES = 8 << 20;

    /// What the test may look at: request lines with headers, and how sockets ended.
    final BlockingQueue<String> paths = new LinkedBlockingQueue<>();

    final BlockingQueue<HttpHeaders> handshakes = new LinkedBlockingQueue<>();
    final BlockingQueue<String> ends = new LinkedBlockingQueue<>();

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel door;

    ScriptedChatServer() {
        this(Optional.empty());
    }

    /// @param tls empty: plain
    ScriptedChatServer(Optional<SslContext> tls) {
        door = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        tls.ifPresent(it -> channel.pipeline().addLast(it.newHandler(channel.alloc())));
                        channel.pipeline()
                                .addLast(new HttpServerCodec(), new HttpObjectAggregator(8192), new Upgrade());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    String address() {
        return "127.0.0.1:" + ((InetSocketAddress) door.localAddress()).getPort();
    }

    @Override
    public void close() {
        door.close().syncUninterruptibly();
        loops.shutdownGracefully();
    }

    private final class Upgrade extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
            paths.add(request.uri());
            handshakes.add(request.headers().copy());
            ctx.pipeline().addLast(new Script());
            new WebSocketServerHandshaker13("/ws", Frames.SUBPROTOCOL, false, MAX_FRAME_BYTES)
                    .handshake(ctx.channel(), request);
            ctx.pipeline().remove(this);
        }
    }

    private final class Script extends SimpleChannelInboundHandler<WebSocketFrame> {
        private boolean told;

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
            if (frame instanceof CloseWebSocketFrame close) {
                told = true;
                ends.add(close.statusCode() + " " + close.reasonText());
                ctx.writeAndFlush(close.retain());
            } else if (frame instanceof TextWebSocketFrame text && obey(ctx, text.text())) {
                return;
            } else if (frame instanceof PongWebSocketFrame pong) {
                ctx.writeAndFlush(
                        new TextWebSocketFrame("pong " + pong.content().toString(StandardCharsets.UTF_8)));
            } else {
                ctx.writeAndFlush(frame.retain());
            }
        }

        private boolean obey(ChannelHandlerContext ctx, String order) {
            String[] words = order.split(" ", 4);
            switch (words[0]) {
                case "close" -> ctx.writeAndFlush(new CloseWebSocketFrame(Integer.parseInt(words[1]), words[2]));
                case "drop" -> ctx.close();
                case "stall" -> ctx.channel().config().setAutoRead(false);
                case "burst" -> {
                    for (int i = 0; i < Integer.parseInt(words[1]); i++) {
                        ctx.write(new TextWebSocketFrame(i + "x".repeat(Integer.parseInt(words[2]))));
                    }
                    ctx.writeAndFlush(new CloseWebSocketFrame(Integer.parseInt(words[3]), "burst"));
                }
                default -> {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            if (!told) {
                ends.add("dropped");
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
