package dev.parley.conformance.hostile;

import dev.parley.conformance.wire.Json;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;

/// The server's end of one WebSocket.
final class Socket {
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final java.net.Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final String address;

    /// @param address which server of the hostile world it is, the end of its path
    Socket(java.net.Socket socket, DataInputStream in, String address) throws IOException {
        this.socket = socket;
        this.in = in;
        this.out = socket.getOutputStream();
        this.address = address;
    }

    String address() {
        return address;
    }

    void write(JsonNode frame) throws IOException {
        write(0x80 | TEXT, frame.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// One message in pieces of so many bytes, wherever that cuts, with a ping in the middle.
    void writeInPieces(JsonNode frame, int bytes) throws IOException {
        byte[] all = frame.toString().getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < all.length; from += bytes) {
            int to = Math.min(all.length, from + bytes);
            write((to == all.length ? 0x80 : 0) | (from == 0 ? TEXT : 0), Arrays.copyOfRange(all, from, to));
            if (from == bytes) {
                write(0x80 | PING, new byte[] {1});
            }
        }
    }

    /// The first half of a frame, and then the end of the connection.
    void writeHalfAndCut(JsonNode frame) throws IOException {
        byte[] all = header(0x80 | TEXT, frame.toString().getBytes(StandardCharsets.UTF_8));
        synchronized (out) {
            out.write(all, 0, all.length / 2);
            out.flush();
        }
        cut();
    }

    void error(String code, boolean retry, int closeCode) throws IOException {
        write(Json.of("type", "error", "code", code, "detail", "It is a bad day.", "retry", retry));
        close(closeCode, code);
    }

    void close(int code, String reason) throws IOException {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        write(
                0x80 | CLOSE,
                ByteBuffer.allocate(2 + text.length)
                        .putShort((short) code)
                        .put(text)
                        .array());
    }

    void cut() {
        try {
            socket.close();
        } catch (IOException gone) {
            // It is.
        }
    }

    private void write(int first, byte[] payload) throws IOException {
        byte[] frame = header(first, payload);
        synchronized (out) {
            out.write(frame);
            out.flush();
        }
    }

    private static byte[] header(int first, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 10);
        frame.put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) payload.length);
        } else if (payload.length < 65_536) {
            frame.put((byte) 126).putShort((short) payload.length);
        } else {
            frame.put((byte) 127).putLong(payload.length);
        }
        frame.put(payload);
        return Arrays.copyOf(frame.array(), frame.position());
    }

    /// The next text message. Pings are answered on the way, also after a close of ours.
    ///
    /// @throws IOException at the end
    JsonNode read() throws IOException {
        StringBuilder text = new StringBuilder();
        while (true) {
            int first = in.readUnsignedByte();
            int second = in.readUnsignedByte();
            long length = second & 0x7f;
            length = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes((int) length);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i & 3];
            }
            switch (first & 0x0f) {
                case PING -> write(0x80 | PONG, payload);
                case CLOSE -> {
                    write(0x80 | CLOSE, payload);
                    throw new IOException("closed by the client");
                }
                case PONG -> {}
                default -> {
                    text.append(new String(payload, StandardCharsets.UTF_8));
                    if ((first & 0x80) != 0) {
                        return Json.read(text.toString());
                    }
                }
            }
        }
    }
}
