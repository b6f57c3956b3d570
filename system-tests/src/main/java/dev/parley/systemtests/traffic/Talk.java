package dev.parley.systemtests.traffic;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// One connection, put together again from its bytes: first HTTP/1.1, then perhaps a WebSocket. Called by the
/// connection's event loop alone.
final class Talk {
    /// Of one message or frame; nothing that passes is as large.
    private static final int MAX_BYTES = 16 << 20;

    private final Recorder recorder;
    private final Deque<FullHttpRequest> unanswered = new ArrayDeque<>();
    private EmbeddedChannel client =
            new EmbeddedChannel(new HttpRequestDecoder(), new Heads(), new HttpObjectAggregator(MAX_BYTES));
    private EmbeddedChannel server = new EmbeddedChannel(new Responses(), new HttpObjectAggregator(MAX_BYTES));
    private @Nullable HttpRequest coming;
    private int answeredEarly;
    private String agent = "";
    private boolean clientIsClear = true;
    private boolean serverIsClear = true;

    Talk(Recorder recorder) {
        this.recorder = recorder;
    }

    /// Takes over the reference. Clients of some tests break HTTP or WebSocket; from there on they are not understood.
    void fromClient(ByteBuf bytes) {
        if (!clientIsClear) {
            bytes.release();
            return;
        }
        try {
            client.writeInbound(bytes);
        } catch (RuntimeException broken) {
            clientIsClear = false;
        }
        for (Object said = client.readInbound(); said != null; said = client.readInbound()) {
            if (said instanceof FullHttpRequest request) {
                coming = null;
                if (answeredEarly > 0) {
                    answeredEarly--;
                    request.release();
                } else {
                    unanswered.add(request);
                }
            } else {
                frame("client", said);
            }
        }
        // What a decoder itself would answer is the server's to answer.
        client.releaseOutbound();
    }

    /// Takes over the reference. Servers break nothing.
    void fromServer(ByteBuf bytes) {
        if (!serverIsClear) {
            bytes.release();
            return;
        }
        try {
            server.writeInbound(bytes);
            for (Object said = server.readInbound(); said != null; said = server.readInbound()) {
                if (said instanceof FullHttpResponse response) {
                    answer(response);
                } else {
                    frame("server", said);
                }
            }
        } catch (RuntimeException broken) {
            isDeaf(broken.toString());
        }
    }

    private void answer(FullHttpResponse response) {
        boolean upgrades = response.status().code() == 101;
        try {
            if (!upgrades && response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
                return;
            }
            if (response.decoderResult().isFailure()) {
                isDeaf(response.decoderResult().toString());
                return;
            }
            FullHttpRequest request = unanswered.isEmpty() ? takeEarly() : unanswered.poll();
            if (request != null) {
                agent = Recorder.agent(request);
                recorder.exchange(request, response);
                request.release();
            }
        } finally {
            response.release();
        }
        if (upgrades) {
            client.finishAndReleaseAll();
            server.finishAndReleaseAll();
            client = frames(true);
            server = frames(false);
        }
    }

    /// A request that is answered before all of it has come, as one that is too large: without its body.
    private @Nullable FullHttpRequest takeEarly() {
        HttpRequest head = coming;
        if (head == null) {
            return null;
        }
        coming = null;
        answeredEarly++;
        FullHttpRequest early = new DefaultFullHttpRequest(head.protocolVersion(), head.method(), head.uri());
        early.headers().set(head.headers());
        return early;
    }

    private static EmbeddedChannel frames(boolean masked) {
        ChannelHandler decoder = new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(masked)
                .maxFramePayloadLength(MAX_BYTES)
                .closeOnProtocolViolation(false)
                .build());
        return new EmbeddedChannel(decoder, new WebSocketFrameAggregator(MAX_BYTES));
    }

    private void frame(String by, Object said) {
        try {
            if (said instanceof TextWebSocketFrame text) {
                recorder.frame(agent, by, text.text());
            }
        } finally {
            ReferenceCountUtil.release(said);
        }
    }

    /// Something of the server's can't be understood, which is for the judge of the recording to know.
    void isDeaf(String why) {
        serverIsClear = false;
        recorder.gap(why);
    }

    void end() {
        client.finishAndReleaseAll();
        server.finishAndReleaseAll();
        unanswered.forEach(ReferenceCountUtil::release);
        unanswered.clear();
    }

    private final class Heads extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof HttpRequest head) {
                coming = head;
            }
            ctx.fireChannelRead(message);
        }
    }

    /// An answer to HEAD has a length and no body.
    private final class Responses extends HttpResponseDecoder {
        @Override
        protected boolean isContentAlwaysEmpty(HttpMessage message) {
            FullHttpRequest request = unanswered.peek();
            return super.isContentAlwaysEmpty(message)
                    || (request != null && request.method().equals(HttpMethod.HEAD));
        }
    }
}
