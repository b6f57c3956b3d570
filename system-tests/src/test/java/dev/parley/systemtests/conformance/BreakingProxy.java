package dev.parley.systemtests.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.conformance.wire.Handshake;
import dev.parley.conformance.wire.RawSocket;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Stands in front of a server that keeps the protocol, and breaks it in one way.
final class BreakingProxy implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> PASSED = Set.of("authorization", "content-type", "accept", "user-agent");
    private static final Set<String> KEPT =
            Set.of("content-type", "retry-after", "content-security-policy", "x-content-type-options");

    private final URI server;
    private final Breakage breakage;
    private final ServerSocket door;
    private final AtomicInteger connections = new AtomicInteger();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    BreakingProxy(URI server, Breakage breakage) throws IOException {
        this.server = server;
        this.breakage = breakage;
        door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::acceptAll);
    }

    URI url() {
        return URI.create("http://localhost:" + door.getLocalPort());
    }

    /// An answer over HTTP.
    record Reply(int status, Map<String, String> headers, String body) {
        Reply with(String header, String value) {
            Map<String, String> changed = new LinkedHashMap<>(headers);
            changed.put(header, value);
            return new Reply(status, changed, body);
        }

        Reply withStatus(int other) {
            return new Reply(other, headers, body);
        }

        Reply withBody(String other) {
            return new Reply(status, headers, other);
        }
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket client = door.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException closed) {
            // The end.
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
            String[] head = readHead(in).split("\r\n", -1);
            String[] request = head[0].split(" ", -1);
            Map<String, String> headers = new LinkedHashMap<>();
            for (int i = 1; i < head.length; i++) {
                int colon = head[i].indexOf(':');
                if (colon > 0) {
                    headers.put(
                            head[i].substring(0, colon).toLowerCase(Locale.ROOT),
                            head[i].substring(colon + 1).strip());
                }
            }
            if (headers.containsKey("upgrade")) {
                passSocket(client, in, request[1], headers);
            } else {
                passRequest(client, in, request, headers);
            }
        } catch (IOException gone) {
            // One of both sides is.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String readHead(DataInputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    private void passRequest(Socket client, DataInputStream in, String[] request, Map<String, String> headers)
            throws IOException, InterruptedException {
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        HttpRequest.Builder asked = HttpRequest.newBuilder(server.resolve(request[1]))
                .method(request[0], HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach((name, value) -> {
            if (PASSED.contains(name)) {
                asked.header(name, value);
            }
        });
        HttpResponse<String> answer = http.send(asked.build(), HttpResponse.BodyHandlers.ofString());
        Map<String, String> kept = new LinkedHashMap<>();
        KEPT.forEach(name -> answer.headers().firstValue(name).ifPresent(value -> kept.put(name, value)));
        String local = answer.body().replace("ws://" + server.getAuthority(), "ws://" + url().getAuthority());
        Reply reply = breakage.http().apply(new Reply(answer.statusCode(), kept, local));
        byte[] bytes = reply.body().getBytes(UTF_8);
        StringBuilder head = new StringBuilder("HTTP/1.1 " + reply.status() + " So\r\nConnection: close\r\n");
        if (reply.status() != 204) {
            head.append("Content-Length: ").append(bytes.length).append("\r\n");
        }
        reply.headers().forEach((name, value) -> {
            if (!value.isEmpty()) {
                head.append(name).append(": ").append(value).append("\r\n");
            }
        });
        OutputStream out = client.getOutputStream();
        out.write((head + "\r\n").getBytes(ISO_8859_1));
        out.write(bytes);
        out.flush();
    }

    private void passSocket(Socket client, DataInputStream in, String path, Map<String, String> headers)
            throws IOException {
        Handshake asked = new Handshake(Map.of());
        for (Map.Entry<String, String> each : headers.entrySet()) {
            if (!each.getKey().equals("host")) {
                asked = asked.with(each.getKey(), each.getValue());
            }
        }
        try (RawSocket upstream = RawSocket.open(URI.create("ws://" + server.getAuthority() + path), asked)) {
            OutputStream out = client.getOutputStream();
            StringBuilder head =
                    new StringBuilder("HTTP/1.1 " + upstream.reply().status() + " So\r\n");
            upstream.reply().headers().forEach((name, value) -> {
                if (breakage.handshakeHeaders() || !name.equals("sec-websocket-protocol")) {
                    head.append(name).append(": ").append(value).append("\r\n");
                }
            });
            out.write((head + "\r\n").getBytes(ISO_8859_1));
            out.flush();
            Thread.ofVirtual().start(() -> toServer(in, upstream));
            toClient(upstream, out);
        }
    }

    private void toServer(DataInputStream in, RawSocket upstream) {
        try {
            while (true) {
                int first = in.readUnsignedByte();
                int second = in.readUnsignedByte();
                long length = second & 0x7f;
                length = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
                boolean masked = (second & 0x80) != 0;
                byte[] mask = masked ? in.readNBytes(4) : new byte[4];
                byte[] payload = in.readNBytes((int) length);
                for (int i = 0; i < payload.length; i++) {
                    payload[i] ^= mask[i & 3];
                }
                upstream.write(first, first == (0x80 | RawSocket.TEXT) ? broken(payload) : payload, masked);
            }
        } catch (IOException gone) {
            upstream.close();
        }
    }

    private byte[] broken(byte[] payload) {
        try {
            JsonNode frame = JSON.readTree(payload);
            return frame instanceof ObjectNode object
                    ? breakage.fromClient().apply(object).toString().getBytes(UTF_8)
                    : payload;
        } catch (RuntimeException notJson) {
            return payload;
        }
    }

    private void toClient(RawSocket upstream, OutputStream out) throws IOException {
        Function<ObjectNode, List<ObjectNode>> change = breakage.fromServer().apply(connections.incrementAndGet());
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        while (true) {
            RawSocket.Frame frame = upstream.read();
            switch (frame.opcode()) {
                case RawSocket.TEXT, RawSocket.CONTINUATION -> {
                    message.writeBytes(frame.payload());
                    if (frame.last()) {
                        for (ObjectNode each : change.apply((ObjectNode) JSON.readTree(message.toByteArray()))) {
                            write(out, RawSocket.TEXT, each.toString().getBytes(UTF_8));
                        }
                        message.reset();
                    }
                }
                case RawSocket.CLOSE -> write(out, RawSocket.CLOSE, close(frame.payload()));
                case RawSocket.PONG -> {
                    if (breakage.pongs()) {
                        write(out, RawSocket.PONG, frame.payload());
                    }
                }
                default -> write(out, frame.opcode(), frame.payload());
            }
        }
    }

    private byte[] close(byte[] payload) {
        if (payload.length >= 2) {
            ByteBuffer code = ByteBuffer.wrap(payload);
            code.putShort(0, (short) breakage.closeCode().applyAsInt(code.getShort(0) & 0xffff));
        }
        return payload;
    }

    private static void write(OutputStream out, int opcode, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 10);
        frame.put((byte) (0x80 | opcode));
        if (payload.length < 126) {
            frame.put((byte) payload.length);
        } else if (payload.length < 65_536) {
            frame.put((byte) 126).putShort((short) payload.length);
        } else {
            frame.put((byte) 127).putLong(payload.length);
        }
        frame.put(payload);
        out.write(frame.array(), 0, frame.position());
        out.flush();
    }

    @Override
    public void close() throws IOException {
        door.close();
        http.shutdownNow();
    }
}
