package dev.parley.engines;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Ports of 127.0.0.1.
public final class LoopbackPort {
    private LoopbackPort() {}

    /// @param name who wants the port, for the message
    /// @throws EngineException naming both when another process listens there
    public static void requireFree(String name, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // Connections of an earlier run that are still winding down do not count.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
        } catch (IOException e) {
            throw new EngineException(
                    name + " cannot start: port " + port + " on 127.0.0.1 is taken by another process."
                            + " Stop that process, or choose other ports with --ports BASE.");
        }
    }
}
