package dev.parley.chat.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.contracts.frame.Frames;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The HTTP part of a socket: answers one request, either with a refusal or with the upgrade to WebSocket (RFC 6455
/// §4.2).
final class UpgradeSocketHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    /// Extensions stay off: permessage-deflate would cost some 200 kB for each connection. Violations are answered
    /// by [ChatSocketHandler].
    private static final WebSocketDecoderConfig DECODING = WebSocketDecoderConfig.newBuilder()
            .maxFramePayloadLength(Frames.MAX_CLIENT_FRAME_BYTES)
            .allowExtensions(false)
            .closeOnProtocolViolation(false)
            .build();

    private static final String PATH = "/ws";
    private static final String VERSION = "13";

    private record Refusal(HttpResponseStatus status, String outcome, String sentence) {}

    private static final Refusal BAD_REQUEST =
            new Refusal(HttpResponseStatus.BAD_REQUEST, "bad_request", "This is no WebSocket handshake.");
    private static final Refusal NO_SUCH_PATH =
            new Refusal(HttpResponseStatus.NOT_FOUND, "not_found", "There is only /ws here.");
    private static final Refusal NO_UPGRADE = new Refusal(
            HttpResponseStatus.UPGRADE_REQUIRED, "no_upgrade", "This address speaks WebSocket, version 13.");
    private static final Refusal FOREIGN_ORIGIN =
            new Refusal(HttpResponseStatus.FORBIDDEN, "origin", "Pages of this origin may not connect.");
    private static final Refusal FULL =
            new Refusal(HttpResponseStatus.SERVICE_UNAVAILABLE, "full", "This server takes no more connections now.");

    private final EdgeParts parts;
    private final BooleanSupplier full;
    private @Nullable Future<?> timer;

    /// @param full whether there are more sockets than the server takes
    UpgradeSocketHandler(EdgeParts parts, BooleanSupplier full) {
        this.parts = parts;
        this.full = full;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        timer = ctx.executor()
                .schedule(
                        () -> {
                            ctx.close();
                        },
                        parts.settings().timeouts().hello().toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        Future<?> running = timer;
        if (running != null) {
            running.cancel(false);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        Refusal refusal = refusal(request);
        if (refusal != null) {
            parts.metrics().upgrade(refusal.outcome());
            refuse(ctx, refusal);
        } else {
            parts.metrics().upgrade("accepted");
            upgrade(ctx, request);
        }
    }

    private @Nullable Refusal refusal(FullHttpRequest request) {
        HttpHeaders headers = request.headers();
        if (request.decoderResult().isFailure()) {
            return BAD_REQUEST;
        }
        if (!isOurs(request.uri())) {
            return NO_SUCH_PATH;
        }
        if (!request.method().equals(HttpMethod.GET)
                || !headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                || !headers.contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                || !VERSION.equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            return NO_UPGRADE;
        }
        if (headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY) == null) {
            return BAD_REQUEST;
        }
        if (!mayConnect(headers.get(HttpHeaderNames.ORIGIN))) {
            return FOREIGN_ORIGIN;
        }
        return full.getAsBoolean() ? FULL : null;
    }

    private static boolean isOurs(String uri) {
        int query = uri.indexOf('?');
        String path = query < 0 ? uri : uri.substring(0, query);
        return path.equals(PATH) || path.startsWith(PATH + "/");
    }

    private boolean mayConnect(@Nullable String origin) {
        return origin == null
                || parts.settings().allowedOrigins().isEmpty()
                || parts.settings().allowedOrigins().stream().anyMatch(origin::equalsIgnoreCase);
    }

    private void upgrade(ChannelHandlerContext ctx, FullHttpRequest request) {
        ChannelPipeline pipeline = ctx.pipeline();
        pipeline.remove(this);
        pipeline.addFirst(new HelloBound());
        pipeline.addLast(
                new Utf8FrameValidator(false),
                new WebSocketFrameAggregator(Frames.MAX_CLIENT_FRAME_BYTES),
                new ChatSocketHandler(parts, ctx.channel()));
        new WebSocketServerHandshaker13(PATH, Frames.SUBPROTOCOL, DECODING)
                .handshake(ctx.channel(), request)
                .addListener(done -> {
                    if (!done.isSuccess()) {
                        ctx.channel().close();
                    }
                });
    }

    private static void refuse(ChannelHandlerContext ctx, Refusal refusal) {
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                refusal.status(),
                Unpooled.wrappedBuffer((refusal.sentence() + "\n").getBytes(UTF_8)));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (refusal == NO_UPGRADE) {
            response.headers()
                    .set(HttpHeaderNames.CONNECTION, "close, Upgrade")
                    .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                    .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, VERSION);
        }
        if (refusal == FULL) {
            response.headers().set(HttpHeaderNames.RETRY_AFTER, "5");
        }
        ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // A reset, or a request over the codec's bounds: nothing was promised yet.
        ctx.close();
    }
}
