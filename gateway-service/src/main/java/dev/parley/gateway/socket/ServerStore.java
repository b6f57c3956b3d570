package dev.parley.gateway.socket;

import dev.parley.contracts.directory.ChatServer;
import reactor.core.publisher.Mono;

/// Where chat servers publish themselves.
interface ServerStore {
    /// The server, or empty if none of this id lives. An error if the directory does not answer in time.
    Mono<ChatServer> read(String id);
}
