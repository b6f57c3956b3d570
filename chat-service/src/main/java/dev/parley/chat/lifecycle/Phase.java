package dev.parley.chat.lifecycle;

/// The parts of a chat server in the order in which they start. They stop the other way round: first the clients are
/// given to other servers, then the edge closes, then inboxes and sequencer carry what was accepted as far as it goes.
public enum Phase {
    ANNOUNCE(100),
    SEQUENCER(200),
    INBOX(300),
    /// Spring's own web server, which has health and metrics, stops between this and the inbox.
    EDGE(Integer.MAX_VALUE - 1),
    DRAIN(Integer.MAX_VALUE);

    private final int number;

    Phase(int number) {
        this.number = number;
    }

    /// As Spring sorts them.
    public int number() {
        return number;
    }
}
