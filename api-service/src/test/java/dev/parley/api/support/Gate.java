package dev.parley.api.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A way to a backend that can be shut: connections through it break, and no new ones are made until it is opened
/// again.
public final class Gate implements AutoCloseable {
    private final InetSocketAddress backend;
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean open;

    public Gate(String host, int port, boolean open) {
        this.backend = new InetSocketAddress(host, port);
        this.open = open;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /// A gate before the address in `text`, the last `host:port` in it.
    public static Gate before(String text, boolean open) {
        String address = address(text);
        int colon = address.lastIndexOf(':');
        return new Gate(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)), open);
    }

    /// `text` with its address replaced by the gate's.
    public String through(String text) {
        return text.replace(address(text), "127.0.0.1:" + server.getLocalPort());
    }

    private static String address(String text) {
        return text.replaceAll("^.*?([A-Za-z0-9.]+:[0-9]+)(/.*)?$", "$1");
    }

    public void shut() {
        open = false;
        sockets.forEach(Gate::quietly);
    }

    public void open() {
        open = true;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket caller = server.accept();
                if (!open) {
                    caller.close();
                    continue;
                }
                Socket called = new Socket();
                called.connect(backend);
                sockets.add(caller);
                sockets.add(called);
                Thread.ofVirtual().start(() -> copy(caller, called));
                Thread.ofVirtual().start(() -> copy(called, caller));
            } catch (IOException gone) {
                // The next one may work.
            }
        }
    }

    private void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException cut) {
            // As wanted.
        } finally {
            quietly(from);
            quietly(to);
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void quietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // It is closed.
        }
    }

    @Override
    public void close() {
        shut();
        try {
            server.close();
        } catch (IOException gone) {
            // It is closed.
        }
    }
}
