package dev.parley.notification.request;

import dev.parley.contracts.id.UserId;
import java.util.Set;

/// Which devices are rung: those that have registered, or all.
@FunctionalInterface
interface ListDevices {
    ListDevices REGISTERED = users -> {};

    /// Called before requests of these users are looked at.
    void register(Set<UserId> users);
}
