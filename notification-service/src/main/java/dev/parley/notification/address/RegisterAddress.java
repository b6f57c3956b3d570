package dev.parley.notification.address;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import dev.parley.notification.provider.Provider;
import dev.parley.notification.provider.PushClient;
import dev.parley.notification.provider.Target;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Registers where a device is rung.
public final class RegisterAddress {
    private final AddressStore addresses;
    private final Map<Provider, PushClient> clients;
    private final InstantSource clock;

    /// @param clients of the providers that are on
    RegisterAddress(AddressStore addresses, Collection<PushClient> clients, InstantSource clock) {
        this.addresses = addresses;
        this.clients = clients.stream().collect(Collectors.toMap(PushClient::provider, Function.identity()));
        this.clock = clock;
    }

    /// @return why not, or empty once it is registered
    Optional<Refused> register(UserId user, DeviceId device, Target target) {
        PushClient client = clients.get(target.provider());
        if (client == null) {
            return Optional.of(new Refused(ErrorCode.PUSH_PROVIDER_OFF));
        }
        Optional<Refused> fault = client.fault(target).map(it -> new Refused(ErrorCode.INVALID_REQUEST, it));
        if (fault.isEmpty()) {
            addresses.put(user, device, target, clock.instant());
        }
        return fault;
    }
}
