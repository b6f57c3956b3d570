package dev.parley.chat.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The JDK's own WebSocket client, as an independent witness.
final class TestClient implements WebSocket.Listener, AutoCloseable {
    record Closed(int code, String reason) {}

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final Pattern RETURN =
            Pattern.compile("\\{\"type\":\"return\",\"ticket\":\"(.+)\",\"lifeMs\":\\d+}");

    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> returns = new LinkedBlockingQueue<>();
    private final CompletableFuture<Closed> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;

    TestClient(URI url) {
        this(url, HTTP.newWebSocketBuilder().subprotocols("parley.v1.json"));
    }

    TestClient(URI url, WebSocket.Builder builder) {
        socket = builder.connectTimeout(PATIENCE).buildAsync(url, this).join();
    }

    static WebSocket.Builder builder() {
        return HTTP.newWebSocketBuilder();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            String frame = partial.toString();
            (frame.startsWith("{\"type\":\"return\"") ? returns : frames).add(frame);
            partial.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket webSocket, ByteBuffer message) {
        frames.add("pong " + message.remaining());
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(new Closed(statusCode, reason));
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.complete(new Closed(-1, error.toString()));
    }

    WebSocket socket() {
        return socket;
    }

    void send(String frame) {
        socket.sendText(frame, true).join();
    }

    void sendBinary(byte[] payload) {
        socket.sendBinary(ByteBuffer.wrap(payload), true).join();
    }

    /// The next frame, which must be of this type.
    String expect(String type) {
        String frame = next(PATIENCE);
        if (frame == null) {
            throw new AssertionError("no frame came, but one of type " + type + " was due");
        }
        assertThat(frame).as("a frame of type %s", type).startsWith("{\"type\":\"" + type + "\"");
        return frame;
    }

    /// The next frame, which must be this error.
    String expectError(String code) {
        String frame = expect("error");
        assertThat(frame).contains("\"code\":\"" + code + "\"");
        return frame;
    }

    /// The next frame must be this error, and then the socket closes with this close code.
    void expectErrorAndClose(String code, int closeCode) {
        expectError(code);
        assertThat(closed()).isEqualTo(new Closed(closeCode, code));
    }

    /// The next ticket for coming back. The other questions pass these frames over.
    String expectReturn() {
        String frame = next(returns, PATIENCE);
        if (frame == null) {
            throw new AssertionError("no ticket for coming back");
        }
        Matcher parts = RETURN.matcher(frame);
        assertThat(parts.matches()).as(frame).isTrue();
        return parts.group(1);
    }

    boolean hasReturn() {
        return !returns.isEmpty();
    }

    void expectPong() {
        assertThat(next(PATIENCE)).startsWith("pong");
    }

    List<String> take(int count) {
        List<String> taken = new ArrayList<>();
        while (taken.size() < count) {
            String frame = next(PATIENCE);
            if (frame == null) {
                break;
            }
            taken.add(frame);
        }
        return taken;
    }

    void expectNothing(Duration time) {
        assertThat(next(time)).isNull();
    }

    /// Still open, and everything sent before was handled.
    void expectAlive() {
        socket.sendPing(ByteBuffer.allocate(0)).join();
        expectPong();
    }

    Closed closed() {
        return closed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    boolean isClosed() {
        return closed.isDone();
    }

    private @Nullable String next(Duration time) {
        return next(frames, time);
    }

    private static @Nullable String next(BlockingQueue<String> queue, Duration time) {
        try {
            return queue.poll(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /// Closes with a close frame.
    void sayGoodbye() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
