package dev.parley.notification.support;

import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import dev.parley.notification.address.Address;
import dev.parley.notification.address.AddressStore;
import dev.parley.notification.provider.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Addresses in memory.
public final class MemoryAddressStore implements AddressStore {
    private final Map<DeviceId, Address> addresses = new TreeMap<>(java.util.Comparator.comparingLong(DeviceId::value));

    @Override
    public synchronized void put(UserId user, DeviceId device, Target target, Instant now) {
        addresses
                .values()
                .removeIf(it ->
                        !it.device().equals(device) && !(target instanceof Target.Log) && leadTheSame(it, target));
        Address before = addresses.get(device);
        if (before == null || !before.target().equals(target)) {
            addresses.put(
                    device,
                    new Address(
                            device,
                            user,
                            target,
                            before == null ? 1 : before.version() + 1,
                            before == null ? 0 : before.badge(),
                            now));
        }
    }

    private static boolean leadTheSame(Address it, Target target) {
        return (it.target() instanceof Target.WebPush one && target instanceof Target.WebPush other)
                ? one.endpoint().equals(other.endpoint())
                : it.target().equals(target);
    }

    @Override
    public synchronized void remove(DeviceId device) {
        addresses.remove(device);
    }

    @Override
    public synchronized boolean removeVersion(DeviceId device, long version) {
        return addresses.values().removeIf(it -> it.device().equals(device) && it.version() == version);
    }

    @Override
    public synchronized int removeAll(UserId user) {
        int before = addresses.size();
        addresses.values().removeIf(it -> it.user().equals(user));
        return before - addresses.size();
    }

    @Override
    public synchronized Optional<Address> find(DeviceId device) {
        return Optional.ofNullable(addresses.get(device));
    }

    @Override
    public synchronized List<Address> ofUsers(Set<UserId> users) {
        return addresses.values().stream()
                .filter(it -> users.contains(it.user()))
                .toList();
    }

    @Override
    public synchronized void setBadges(Map<UserId, Long> badges) {
        addresses.replaceAll((device, it) -> new Address(
                device,
                it.user(),
                it.target(),
                it.version(),
                badges.getOrDefault(it.user(), it.badge()),
                it.changedAt()));
    }
}
