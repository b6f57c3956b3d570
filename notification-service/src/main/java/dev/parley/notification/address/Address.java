package dev.parley.notification.address;

import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import dev.parley.notification.provider.Target;
import java.time.Instant;

/// Where a device is rung.
///
/// @param version rises whenever the device registers something else
/// @param badge the user's unread messages, as the last request said
public record Address(DeviceId device, UserId user, Target target, long version, long badge, Instant changedAt) {}
