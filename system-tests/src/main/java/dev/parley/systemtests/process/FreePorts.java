package dev.parley.systemtests.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Ports in a row that nobody listens on: sixteen of `./parley`, four for chat servers beyond the fifth, and twelve
/// for two instances each of services behind a [Front].
public final class FreePorts {
    private static final int FIRST_PORT = 20_000;
    private static final int PORTS = 32;
    private static final int PORT_RANGES = 375;

    private FreePorts() {}

    /// The first of them. Different processes begin to look at different places.
    public static int base() {
        long first = ProcessHandle.current().pid();
        for (int i = 0; i < PORT_RANGES; i++) {
            int candidate = FIRST_PORT + (int) ((first + i) % PORT_RANGES) * PORTS;
            if (areFree(candidate)) {
                return candidate;
            }
        }
        throw new IllegalStateException("No free ports in a row");
    }

    private static boolean areFree(int base) {
        for (int port = base; port < base + PORTS; port++) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
                if (!socket.isBound()) {
                    return false;
                }
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }
}
