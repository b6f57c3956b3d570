package dev.parley.bench.load;

import dev.parley.contracts.id.ConversationId;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// Asks for pages of history over an HTTP connection that is used until the server ends it, and counts their events.
/// Blocks; one thread.
public final class PageReader implements AutoCloseable {
    private static final int TIMEOUT_MS = 10_000;
    private static final byte[] SEQ = Bytes.of("\"seq\":");
    private static final int BUFFER_BYTES = 64 * 1_024;

    private final InetSocketAddress api;
    private final String rest;
    private Socket socket;
    private InputStream in;
    private byte[] body = new byte[BUFFER_BYTES];
    private int length;

    /// @param accessToken of a member of all conversations
    public PageReader(InetSocketAddress api, String accessToken) {
        this.api = api;
        rest = " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nAuthorization: Bearer " + accessToken
                + "\r\n\r\n";
        try {
            socket = connect();
            in = buffered(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Socket connect() throws IOException {
        Socket connected = new Socket(api.getAddress(), api.getPort());
        connected.setTcpNoDelay(true);
        connected.setSoTimeout(TIMEOUT_MS);
        return connected;
    }

    private static InputStream buffered(Socket socket) throws IOException {
        return new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
    }

    /// @param before seq behind the page's last event
    /// @return how many events it has
    /// @throws IllegalStateException for any answer but a page
    public int read(ConversationId conversation, long before, int limit) {
        String request =
                "GET /v1/conversations/" + conversation.value() + "/events?before=" + before + "&limit=" + limit + rest;
        try {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String status = line();
            long bytes = -1;
            boolean chunked = false;
            boolean last = false;
            for (String header = line(); !header.isEmpty(); header = line()) {
                String lower = header.toLowerCase(Locale.ROOT);
                chunked |= lower.equals("transfer-encoding: chunked");
                last |= lower.equals("connection: close");
                bytes = lower.startsWith("content-length:")
                        ? Long.parseLong(lower.substring(15).strip())
                        : bytes;
            }
            length = 0;
            if (chunked) {
                readChunks();
            } else {
                take(Math.toIntExact(bytes));
            }
            if (last) {
                socket.close();
                socket = connect();
                in = buffered(socket);
            }
            if (!status.startsWith("HTTP/1.1 200")) {
                throw new IllegalStateException(status + " " + new String(body, 0, length, StandardCharsets.UTF_8));
            }
            return Bytes.count(body, length, SEQ);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readChunks() throws IOException {
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            take(size);
            line();
        }
        line();
    }

    private void take(int bytes) throws IOException {
        if (length + bytes > body.length) {
            body = Arrays.copyOf(body, Math.max(2 * body.length, length + bytes));
        }
        if (in.readNBytes(body, length, bytes) < bytes) {
            throw new IOException("the connection ended in the middle of a page");
        }
        length += bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the connection ended");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
