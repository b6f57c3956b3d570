package dev.parley.notification.provider;

import java.util.Optional;

/// One push provider.
public interface PushClient {
    Provider provider();

    /// What is wrong with a target, as a sentence for the caller; empty if it may lead somewhere. May look up
    /// names.
    ///
    /// @param target of this client's provider
    Optional<String> fault(Target target);

    /// Blocks until the provider has answered, within a bound of its own. Safe for any number of threads.
    ///
    /// The same notice may be pushed twice, after a crash between an answer and its record. Every notice of a
    /// conversation carries the same collapse key, so that the second takes the place of the first.
    ///
    /// @param target of this client's provider
    Outcome push(Target target, Notice notice);
}
