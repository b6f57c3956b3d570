package dev.parley.chat.ownership;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Claims that expire unless they are renewed; each has one holder at a time. Methods block and throw
/// [DirectoryAwayException] when nobody answers in time: then nothing is known, and the next renewal repairs it.
interface ClaimStore {
    /// Takes or renews a claim for `life`, unless another holds it.
    ///
    /// @return the other's hold; empty if the claim is the caller's now
    Optional<Hold> claim(String name, String holder, Duration life);

    /// Gives a claim back; does nothing if it is another's.
    void release(String name, String holder);

    /// @param expiresAt by the store's clock, if nobody renews it
    record Hold(String holder, Instant expiresAt) {}
}
