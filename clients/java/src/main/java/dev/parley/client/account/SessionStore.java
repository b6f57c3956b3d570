package dev.parley.client.account;

import java.util.Optional;

/// Keeps a device's login.
public interface SessionStore {
    Optional<Session> session();

    /// Durable on return: an old refresh token must never be used again.
    void save(Session session);
}
