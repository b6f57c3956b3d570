package dev.parley.conformance.wire;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLSocketFactory;

/// A WebSocket down to its bits: what no library lets a program send can be sent. Read from one thread, written from
/// another.
public final class RawSocket implements AutoCloseable {
    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    private static final int TO_CONNECT_MS = 10_000;
    private static final int LONGEST_FRAME = 16 << 20;
    private static final int MASK = 0x5a17c3e9;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final Handshake.Reply reply;

    /// One frame of the server's. Never compared, and its bytes are the reader's own.
    @SuppressWarnings("ArrayRecordComponent")
    public record Frame(boolean last, int opcode, byte[] payload) {}

    private RawSocket(Socket socket, DataInputStream in, Handshake.Reply reply) throws IOException {
        this.socket = socket;
        this.in = in;
        this.out = socket.getOutputStream();
        this.reply = reply;
    }

    /// Returns when the server has answered the handshake, whatever it answered; see [#reply].
    public static RawSocket open(URI url, Handshake handshake) throws IOException {
        boolean secure = "wss".equals(url.getScheme());
        int port = url.getPort() > 0 ? url.getPort() : secure ? 443 : 80;
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(url.getHost(), port), TO_CONNECT_MS);
            Socket socket = secure
                    ? ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(plain, url.getHost(), port, true)
                    : plain;
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TO_CONNECT_MS);
            socket.getOutputStream().write(handshake.request(url));
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            Handshake.Reply reply = Handshake.readReply(in);
            socket.setSoTimeout(0);
            return new RawSocket(socket, in, reply);
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    public Handshake.Reply reply() {
        return reply;
    }

    /// A whole message in one masked frame.
    public void write(int opcode, byte[] payload) throws IOException {
        write(0x80 | opcode, payload, true);
    }

    /// @param first the first byte of the frame: its end mark, reserved bits and opcode
    public synchronized void write(int first, byte[] payload, boolean masked) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
        frame.put((byte) first);
        int maskBit = masked ? 0x80 : 0;
        if (payload.length < 126) {
            frame.put((byte) (maskBit | payload.length));
        } else if (payload.length < 65_536) {
            frame.put((byte) (maskBit | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (maskBit | 127)).putLong(payload.length);
        }
        if (masked) {
            frame.putInt(MASK);
        }
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (masked ? payload[i] ^ (MASK >>> (24 - 8 * (i & 3))) : payload[i]));
        }
        out.write(frame.array(), 0, frame.position());
        out.flush();
    }

    /// The next frame.
    ///
    /// @throws EOFException at the end
    /// @throws IOException also for a frame that no server may send: masked, with reserved bits, or endless
    public Frame read() throws IOException {
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        if ((first & 0x70) != 0 || (second & 0x80) != 0) {
            throw new IOException("the server's frame begins with " + Integer.toHexString(first << 8 | second));
        }
        long length = second & 0x7f;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        if (length < 0 || length > LONGEST_FRAME) {
            throw new IOException("the server's frame has " + length + " bytes");
        }
        byte[] payload = new byte[(int) length];
        in.readFully(payload);
        return new Frame((first & 0x80) != 0, first & 0x0f, payload);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // Nothing is left to close.
        }
    }
}
