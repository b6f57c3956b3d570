package dev.parley.api.admin;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.problem.RefusedException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What operators did.
@RestController
class AuditController {
    private static final int MAX_SHOWN = 1_000;

    private final AuditStore audit;

    AuditController(AuditStore audit) {
        this.audit = audit;
    }

    @GetMapping("/admin/v1/acts")
    Acts acts(
            Admin admin,
            @RequestParam @Nullable UserId user,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before,
            @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MAX_SHOWN) {
            throw new RefusedException(new Refused(ErrorCode.INVALID_REQUEST, "limit must be from 1 to " + MAX_SHOWN));
        }
        return new Acts(
                audit.newest(user, before, limit).stream().map(ActJson::of).toList());
    }

    record Acts(List<ActJson> acts) {}

    record ActJson(
            String id,
            Instant at,
            String who,
            String act,
            @Nullable UserId userId,
            @Nullable DeviceId deviceId,
            @Nullable String server,
            String reason) {
        static ActJson of(AuditStore.Recorded it) {
            Act act = it.act();
            return new ActJson(
                    Long.toString(it.id()),
                    it.at(),
                    act.who().name(),
                    act.kind().name().toLowerCase(Locale.ROOT),
                    act.user(),
                    act.device(),
                    act.server().isEmpty() ? null : act.server(),
                    act.reason());
        }
    }
}
