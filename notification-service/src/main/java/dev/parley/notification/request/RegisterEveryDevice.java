package dev.parley.notification.request;

import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import dev.parley.notification.address.AddressStore;
import dev.parley.notification.provider.Target;
import dev.parley.notification.recipient.RecipientStore;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;

/// For a first look: every device that is logged in and has registered nothing gets the provider `log`.
final class RegisterEveryDevice implements ListDevices {
    private final AddressStore addresses;
    private final RecipientStore recipients;
    private final InstantSource clock;

    RegisterEveryDevice(AddressStore addresses, RecipientStore recipients, InstantSource clock) {
        this.addresses = addresses;
        this.recipients = recipients;
        this.clock = clock;
    }

    @Override
    public void register(Set<UserId> users) {
        Set<DeviceId> known = new HashSet<>();
        addresses.ofUsers(users).forEach(it -> known.add(it.device()));
        for (UserId user : users) {
            for (DeviceId device : recipients.devices(user)) {
                if (!known.contains(device)) {
                    addresses.put(user, device, new Target.Log(), clock.instant());
                }
            }
        }
    }
}
