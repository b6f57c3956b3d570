package dev.parley.api.session;

import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import java.time.InstantSource;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// For other services; the gateway does not lead here.
@RestController
class InternalDeviceController {
    private final SessionStore sessions;
    private final InstantSource clock;

    InternalDeviceController(SessionStore sessions, InstantSource clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    /// The user's devices that are logged in; none for a user who does not exist.
    @GetMapping("/internal/users/{id}/devices")
    LiveDevices devices(@PathVariable UserId id) {
        return new LiveDevices(sessions.liveDevices(id, clock.instant()).stream()
                .map(Device::id)
                .toList());
    }

    record LiveDevices(List<DeviceId> deviceIds) {}
}
