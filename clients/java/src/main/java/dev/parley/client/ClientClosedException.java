package dev.parley.client;

/// The client was closed before the answer came. A stored outbox keeps the send for the next run.
public final class ClientClosedException extends RuntimeException {
    ClientClosedException() {
        super("the client is closed");
    }
}
