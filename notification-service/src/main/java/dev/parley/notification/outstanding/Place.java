package dev.parley.notification.outstanding;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;

/// A conversation on a device: at most one notification stands there.
public record Place(DeviceId device, ConversationId conversation) {}
