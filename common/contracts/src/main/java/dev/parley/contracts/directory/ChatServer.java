package dev.parley.contracts.directory;

import java.net.URI;

/// What a chat server says of itself, every few seconds.
///
/// @param id stable name of the process, as tickets carry it
/// @param url where clients reach exactly this server; may go through the gateway
/// @param address `host:port` at which the gateway reaches its WebSocket port
/// @param region whose inbox topic it serves
/// @param zone failure zone inside the region; empty if unknown
/// @param slots number of inbox slots in its region; everyone must agree
/// @param connections open now
/// @param draining takes no new users
/// @param tls whether its WebSocket port speaks TLS
public record ChatServer(
        String id,
        URI url,
        String address,
        String region,
        String zone,
        int slots,
        int connections,
        boolean draining,
        boolean tls) {
    public ChatServer {
        if (id.isEmpty() || id.length() > 64 || !id.chars().allMatch(ChatServer::isNameChar)) {
            throw new IllegalArgumentException("a server id is 1 to 64 letters, digits, dots or hyphens");
        }
        if (slots < 1 || connections < 0) {
            throw new IllegalArgumentException("slots " + slots + ", connections " + connections);
        }
    }

    /// One whose port is plain.
    public ChatServer(
            String id,
            URI url,
            String address,
            String region,
            String zone,
            int slots,
            int connections,
            boolean draining) {
        this(id, url, address, region, zone, slots, connections, draining, false);
    }

    private static boolean isNameChar(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.';
    }
}
