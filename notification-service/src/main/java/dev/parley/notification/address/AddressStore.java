package dev.parley.notification.address;

import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import dev.parley.notification.provider.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Keeps push addresses, at most one for each device. Every method is one transaction.
public interface AddressStore {
    /// Registers, or replaces what the device had; what is outstanding for the device stays so. A target that
    /// another
    /// device had is taken from it: a phone that was given away, or an app that was installed again.
    ///
    /// The same again changes nothing.
    void put(UserId user, DeviceId device, Target target, Instant now);

    /// Forgets the device's address and what is outstanding for it.
    void remove(DeviceId device);

    /// The same, unless the device has registered something else since it had that version.
    ///
    /// @return whether it was removed
    boolean removeVersion(DeviceId device, long version);

    /// Forgets all addresses of a user and what is outstanding for them.
    ///
    /// @return how many addresses
    int removeAll(UserId user);

    Optional<Address> find(DeviceId device);

    List<Address> ofUsers(Set<UserId> users);

    void setBadges(Map<UserId, Long> badges);
}
