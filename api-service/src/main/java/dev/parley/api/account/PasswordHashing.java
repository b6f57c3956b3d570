package dev.parley.api.account;

import dev.parley.api.answer.UnavailableException;

/// Turns passwords into what may be stored. Slow by intent.
interface PasswordHashing {
    /// @throws BusyException if too many passwords wait already
    String hash(Password password);

    /// @throws BusyException if too many passwords wait already
    boolean matches(Password password, String hash);

    /// More passwords are waiting than can be hashed soon. Passing trouble.
    final class BusyException extends UnavailableException {
        BusyException() {
            super("password hashing", null);
        }
    }
}
