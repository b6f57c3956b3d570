package dev.parley.bench.load;

import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;

/// An account with its one device.
public record Person(UserId user, DeviceId device) {}
