package dev.parley.notification.recipient;

import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import java.util.Optional;
import java.util.Set;

/// What the API service knows of users. Answers may be some seconds old.
public interface RecipientStore {
    /// Empty if there is no such user.
    ///
    /// @throws RecipientsUnavailableException if that can't be known now
    Optional<Recipient> find(UserId user);

    /// Whether the device is logged in. A device that logged in a moment ago is always known; one that was
    /// logged out
    /// a moment ago may still be.
    ///
    /// @throws RecipientsUnavailableException if that can't be known now
    boolean isLive(UserId user, DeviceId device);

    /// All devices of the user that are logged in.
    ///
    /// @throws RecipientsUnavailableException if that can't be known now
    Set<DeviceId> devices(UserId user);
}
