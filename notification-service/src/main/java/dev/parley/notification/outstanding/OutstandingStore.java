package dev.parley.notification.outstanding;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import dev.parley.notification.provider.Provider;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/// Keeps what is outstanding. Every method is one transaction; all may be called by any number of instances at
/// the
/// same time. Throws what Spring throws while PostgreSQL is away; nothing is changed then.
public interface OutstandingStore {
    /// Changes many places, each from what it is at that moment.
    ///
    /// @param begin places that are made if they are not there yet; left out where the device has no address
    /// @param ifThere places that are changed only if they are there
    void change(Set<Place> begin, Set<Place> ifThere, Instant now, BiFunction<Place, Outstanding, Outstanding> change);

    /// What has been due longest, not taken by anyone whose lease holds.
    List<Taken> take(Provider provider, Instant now, Duration lease, int limit);

    /// Gives back what was taken, changed.
    ///
    /// @return false if another has taken it meanwhile, because the lease had run out; nothing is changed then
    boolean finish(Taken taken, UnaryOperator<Outstanding> change);

    /// What is kept of a conversation for these users' devices, in no order.
    List<Kept> find(ConversationId conversation, Collection<UserId> users);

    record Kept(UserId user, DeviceId device, Outstanding state) {}

    /// How much is due at a provider.
    long countDue(Provider provider, Instant now);

    /// Forgets places for which nothing was asked since then.
    ///
    /// @return how many, at most `limit`
    int forget(Instant before, int limit);
}
