package dev.parley.conformance.hostile;

import dev.parley.conformance.wire.Json;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// HTTP and WebSocket handshakes on one loopback port.
final class Door implements AutoCloseable {
    private static final String ACCEPT_SALT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private static final String SUBPROTOCOL = "parley.v1.json";

    private final ServerSocket port;
    private final Guests guests;

    /// Whoever comes through the door.
    interface Guests {
        Reply request(String method, String path, JsonNode body, String accessToken);

        /// Returns at the end of the socket.
        void socket(Socket socket) throws IOException;
    }

    /// @param retryAfter in seconds; empty for none
    record Reply(int status, JsonNode body, String retryAfter) {
        static Reply ok(JsonNode body) {
            return new Reply(200, body, "");
        }

        static Reply problem(int status, String code, String retryAfter) {
            return new Reply(
                    status,
                    Json.of(
                            "type",
                            "urn:parley:error:" + code,
                            "title",
                            code,
                            "status",
                            status,
                            "detail",
                            "It is a bad day.",
                            "code",
                            code),
                    retryAfter);
        }
    }

    Door(Guests guests) throws IOException {
        this.guests = guests;
        port = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::acceptAll);
    }

    URI url() {
        return URI.create("http://localhost:" + port.getLocalPort());
    }

    URI socketUrl(String address) {
        return URI.create("ws://localhost:" + port.getLocalPort() + "/ws/" + address);
    }

    private void acceptAll() {
        try {
            while (true) {
                java.net.Socket client = port.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException closed) {
            // The end of the day.
        }
    }

    private void serve(java.net.Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readUnsignedByte());
            }
            String[] lines = head.toString().split("\r\n", -1);
            String[] request = lines[0].split(" ", -1);
            Map<String, String> headers = new LinkedHashMap<>();
            for (int i = 1; i < lines.length; i++) {
                int colon = lines[i].indexOf(':');
                if (colon > 0) {
                    headers.put(
                            lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                            lines[i].substring(colon + 1).strip());
                }
            }
            String key = headers.get("sec-websocket-key");
            if (key != null) {
                accept(client.getOutputStream(), key, headers.getOrDefault("sec-websocket-protocol", ""));
                guests.socket(new Socket(client, in, request[1].substring(request[1].lastIndexOf('/') + 1)));
            } else {
                byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
                String token = headers.getOrDefault("authorization", "").replace("Bearer ", "");
                answer(
                        client.getOutputStream(),
                        guests.request(
                                request[0], request[1], Json.read(new String(body, StandardCharsets.UTF_8)), token));
            }
        } catch (IOException gone) {
            // Connections end; that is what the day is about.
        }
    }

    private static void accept(OutputStream out, String key, String offered) throws IOException {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest((key + ACCEPT_SALT).getBytes(StandardCharsets.US_ASCII));
            String subprotocol = offered.contains(SUBPROTOCOL) ? "Sec-WebSocket-Protocol: " + SUBPROTOCOL + "\r\n" : "";
            out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" + subprotocol
                            + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(digest) + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(OutputStream out, Reply reply) throws IOException {
        byte[] body = reply.body().toString().getBytes(StandardCharsets.UTF_8);
        String type = reply.status() < 400 ? "application/json" : "application/problem+json";
        String retryAfter = reply.retryAfter().isEmpty() ? "" : "Retry-After: " + reply.retryAfter() + "\r\n";
        out.write(("HTTP/1.1 " + reply.status() + " So\r\nContent-Type: " + type + "\r\nConnection: close\r\n"
                        + retryAfter + "Content-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        port.close();
    }
}
