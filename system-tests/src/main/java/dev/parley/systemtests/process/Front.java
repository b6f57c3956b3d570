package dev.parley.systemtests.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One address for several instances of a service, as a Service of Kubernetes: each new connection goes to the next
/// instance. One that is taken out keeps the connections that it has.
final class Front implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Front.class);
    private static final int CONNECT_MS = 5_000;
    /// Connections beyond it wait for the operating system to take them.
    private static final int BACKLOG = 1_000;

    private final List<InetSocketAddress> instances = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final int port;
    private final ServerSocket door;

    /// It takes no connections yet.
    Front(int port) {
        this.port = port;
        try {
            door = new ServerSocket();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Takes connections, and closes them while there is no instance.
    void open() {
        try {
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    void add(int port) {
        instances.add(new InetSocketAddress("127.0.0.1", port));
    }

    void remove(int port) {
        instances.remove(new InetSocketAddress("127.0.0.1", port));
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Thread.ofVirtual().start(() -> pass(client));
            } catch (IOException closed) {
                log.debug("closed", closed);
            }
        }
    }

    private void pass(Socket client) {
        List<InetSocketAddress> now = List.copyOf(instances);
        try (client;
                Socket instance = new Socket()) {
            if (now.isEmpty()) {
                return;
            }
            instance.connect(now.get(Math.floorMod(turn.getAndIncrement(), now.size())), CONNECT_MS);
            client.setTcpNoDelay(true);
            instance.setTcpNoDelay(true);
            Thread back = Thread.ofVirtual().start(() -> pump(instance, client));
            pump(client, instance);
            back.join();
        } catch (IOException cut) {
            log.debug("cut", cut);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Until one side says no more, which the other one is told.
    private static void pump(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
            to.shutdownOutput();
        } catch (IOException cut) {
            log.debug("cut", cut);
            end(from);
            end(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            log.debug("gone", alreadyGone);
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
