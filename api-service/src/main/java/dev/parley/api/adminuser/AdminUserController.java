package dev.parley.api.adminuser;

import dev.parley.api.account.FindAccount;
import dev.parley.api.account.Profile;
import dev.parley.api.admin.Act;
import dev.parley.api.admin.Admin;
import dev.parley.api.admin.AuditStore;
import dev.parley.api.session.ChangeSessions;
import dev.parley.api.session.Device;
import dev.parley.api.text.Plain;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.problem.RefusedException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// A user, as operators see it. Everything here is written down, looking too.
@RestController
@RequestMapping("/admin/v1/users")
class AdminUserController {
    private final FindAccount accounts;
    private final ChangeSessions sessions;
    private final AuditStore audit;

    AdminUserController(FindAccount accounts, ChangeSessions sessions, AuditStore audit) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.audit = audit;
    }

    @GetMapping
    UserJson named(Admin admin, @RequestParam String name) {
        return lookedUp(admin, accounts.named(name));
    }

    @GetMapping("/{id}")
    UserJson user(Admin admin, @PathVariable UserId id) {
        return lookedUp(admin, accounts.of(id));
    }

    private UserJson lookedUp(Admin admin, Optional<Profile> found) {
        Profile it = found.orElseThrow(() -> new RefusedException(ErrorCode.UNKNOWN_USER));
        return audit.recorded(
                Act.on(it.id(), admin, Act.Kind.LOOK_UP, ""),
                () -> new UserJson(
                        it.id(),
                        it.name().value(),
                        it.displayName(),
                        it.about(),
                        it.createdAt(),
                        sessions.suspendedSince(it.id()).orElse(null)));
    }

    @GetMapping("/{id}/devices")
    Devices devices(Admin admin, @PathVariable UserId id) {
        requireUser(id);
        return audit.recorded(
                Act.on(id, admin, Act.Kind.LIST_DEVICES, ""),
                () -> new Devices(
                        sessions.devices(id).stream().map(DeviceJson::of).toList()));
    }

    @DeleteMapping("/{id}/devices")
    LoggedOut disconnect(
            Admin admin,
            @PathVariable UserId id,
            @RequestParam(defaultValue = "") @Plain(min = 0, max = Act.MAX_REASON) String reason) {
        requireUser(id);
        return audit.recorded(Act.on(id, admin, Act.Kind.DISCONNECT, reason), () -> new LoggedOut(sessions.endAll(id)));
    }

    @DeleteMapping("/{id}/devices/{device}")
    LoggedOut disconnect(
            Admin admin,
            @PathVariable UserId id,
            @PathVariable DeviceId device,
            @RequestParam(defaultValue = "") @Plain(min = 0, max = Act.MAX_REASON) String reason) {
        requireUser(id);
        return audit.recorded(new Act(admin, Act.Kind.DISCONNECT, id, device, "", reason), () -> {
            if (!sessions.end(id, device)) {
                throw new RefusedException(ErrorCode.NOT_FOUND);
            }
            return new LoggedOut(1);
        });
    }

    /// Again changes nothing.
    @PutMapping("/{id}/suspension")
    LoggedOut suspend(
            Admin admin,
            @PathVariable UserId id,
            @RequestParam(defaultValue = "") @Plain(min = 0, max = Act.MAX_REASON) String reason) {
        requireUser(id);
        return audit.recorded(Act.on(id, admin, Act.Kind.SUSPEND, reason), () -> new LoggedOut(sessions.suspend(id)));
    }

    @DeleteMapping("/{id}/suspension")
    LoggedOut unsuspend(
            Admin admin,
            @PathVariable UserId id,
            @RequestParam(defaultValue = "") @Plain(min = 0, max = Act.MAX_REASON) String reason) {
        requireUser(id);
        return audit.recorded(Act.on(id, admin, Act.Kind.UNSUSPEND, reason), () -> {
            if (!sessions.unsuspend(id)) {
                throw new RefusedException(ErrorCode.NOT_FOUND);
            }
            return new LoggedOut(0);
        });
    }

    private void requireUser(UserId id) {
        if (accounts.of(id).isEmpty()) {
            throw new RefusedException(ErrorCode.UNKNOWN_USER);
        }
    }

    record UserJson(
            UserId userId,
            String name,
            String displayName,
            String about,
            Instant createdAt,
            @Nullable Instant suspendedSince) {}

    record Devices(List<DeviceJson> devices) {}

    record DeviceJson(DeviceId deviceId, String name, Instant createdAt, Instant lastSeenAt) {
        static DeviceJson of(Device it) {
            return new DeviceJson(it.id(), it.name(), it.createdAt(), it.lastSeenAt());
        }
    }

    /// @param loggedOut how many devices
    record LoggedOut(int loggedOut) {}
}
