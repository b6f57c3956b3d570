package dev.parley.api.session;

import dev.parley.api.edge.Caller;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.id.DeviceId;
import dev.parley.kit.problem.RefusedException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The caller's devices that are logged in.
@RestController
@RequestMapping("/v1/devices")
class DeviceController {
    private final SessionStore sessions;
    private final InstantSource clock;

    DeviceController(SessionStore sessions, InstantSource clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    @GetMapping
    Devices devices(Caller caller) {
        return new Devices(sessions.liveDevices(caller.user(), clock.instant()).stream()
                .map(it -> new DeviceJson(
                        it.id(),
                        it.name(),
                        it.createdAt(),
                        it.lastSeenAt(),
                        it.id().equals(caller.device())))
                .toList());
    }

    /// Logs a device out; the caller's own too.
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(Caller caller, @PathVariable DeviceId id) {
        if (!sessions.endOn(caller.user(), id, Session.End.REVOKED, clock.instant())) {
            throw new RefusedException(ErrorCode.NOT_FOUND);
        }
    }

    record Devices(List<DeviceJson> devices) {}

    record DeviceJson(DeviceId deviceId, String name, Instant createdAt, Instant lastSeenAt, boolean current) {}
}
