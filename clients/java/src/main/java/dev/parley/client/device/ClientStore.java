package dev.parley.client.device;

import dev.parley.client.account.SessionStore;
import dev.parley.client.conversation.PendingSend;
import dev.parley.client.conversation.Positions;
import java.util.List;

/// Keeps one device's login, positions and outbox, each for itself: they need not be of the same moment. Used by
/// one client at a time, by several of its threads.
public interface ClientStore extends SessionStore {
    /// [Positions#NONE] if nothing was saved.
    Positions positions();

    void save(Positions positions);

    /// Sends without an answer, oldest first.
    List<PendingSend> outbox();

    /// Durable on return: a send goes out only after its fields are safe.
    void save(List<PendingSend> outbox);
}
