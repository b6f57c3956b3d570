package dev.parley.gateway.socket;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A client that may send any frame and shows everything that comes: texts as they are, others as `ping x`, `pong
/// x`, `frame <type>`, `close 4401 why`, `end`.
final class ScriptedClient implements AutoCloseable {
    private static final int MAX_FRAME_BYTES = 8 << 20;

    final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final CompletableFuture<WebSocketClientHandshaker> shaken = new CompletableFuture<>();
    private final Channel channel;

    private ScriptedClient(URI uri, @Nullable String subprotocols) {
        WebSocketClientHandshaker handshaker = WebSocketClientHandshakerFactory.newHandshaker(
                uri, WebSocketVersion.V13, subprotocols, false, new DefaultHttpHeaders(), MAX_FRAME_BYTES);
        channel = new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                // A client that stops reading is noticed soon.
                .option(ChannelOption.SO_RCVBUF, 65_536)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpClientCodec(), new HttpObjectAggregator(65_536), new Show(handshaker));
                    }
                })
                .connect(uri.getHost(), uri.getPort())
                .syncUninterruptibly()
                .channel();
        handshaker.handshake(channel).syncUninterruptibly();
    }

    /// @param path on the gateway
    /// @throws IllegalStateException if the answer is no upgrade; the message has status and body
    static ScriptedClient connect(int port, String path, @Nullable String subprotocols) {
        ScriptedClient client = new ScriptedClient(URI.create("ws://127.0.0.1:" + port + path), subprotocols);
        try {
            var unused = client.shaken.get(10, TimeUnit.SECONDS);
            return client;
        } catch (Exception refused) {
            client.close();
            throw new IllegalStateException(String.valueOf(refused.getMessage()), refused);
        }
    }

    @Nullable
    String subprotocol() {
        return shaken.join().actualSubprotocol();
    }

    void send(String text) {
        send(new TextWebSocketFrame(text));
    }

    void send(WebSocketFrame frame) {
        channel.writeAndFlush(frame);
    }

    void reading(boolean on) {
        channel.config().setAutoRead(on);
    }

    /// Without a close frame.
    void drop() {
        channel.close().syncUninterruptibly();
    }

    /// The next thing that came.
    String next() throws InterruptedException {
        return next(Duration.ofSeconds(10));
    }

    String next(Duration within) throws InterruptedException {
        return Objects.requireNonNull(
                seen.poll(within.toMillis(), TimeUnit.MILLISECONDS), "nothing came within " + within);
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private final class Show extends SimpleChannelInboundHandler<Object> {
        private final WebSocketClientHandshaker handshaker;

        Show(WebSocketClientHandshaker handshaker) {
            this.handshaker = handshaker;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, Object message) {
            switch (message) {
                case FullHttpResponse response -> shake(ctx, response);
                case TextWebSocketFrame text -> seen.add(text.text());
                case PingWebSocketFrame ping -> {
                    seen.add("ping " + ping.content().toString(StandardCharsets.UTF_8));
                    ctx.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
                }
                case PongWebSocketFrame pong ->
                    seen.add("pong " + pong.content().toString(StandardCharsets.UTF_8));
                case CloseWebSocketFrame close -> {
                    seen.add("close " + close.statusCode() + " " + close.reasonText());
                    ctx.writeAndFlush(close.retain());
                }
                default -> seen.add("frame " + message.getClass().getSimpleName());
            }
        }

        private void shake(ChannelHandlerContext ctx, FullHttpResponse response) {
            try {
                handshaker.finishHandshake(ctx.channel(), response);
                shaken.complete(handshaker);
            } catch (RuntimeException refused) {
                shaken.completeExceptionally(new IllegalStateException(
                        response.status() + " " + response.content().toString(StandardCharsets.UTF_8)));
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            seen.add("end");
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            seen.add("error " + cause.getMessage());
        }
    }
}
