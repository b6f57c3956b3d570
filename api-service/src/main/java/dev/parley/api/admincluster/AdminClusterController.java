package dev.parley.api.admincluster;

import dev.parley.api.admin.Act;
import dev.parley.api.admin.Admin;
import dev.parley.api.admin.AuditStore;
import dev.parley.api.text.Plain;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.kit.problem.RefusedException;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The cluster, as operators see it. Nobody's data, so only acts are written down.
@RestController
class AdminClusterController {
    private static final String SERVER = "[A-Za-z0-9.-]{1,64}";

    private final SlotStore slots;
    private final LagStore lags;
    private final AuditStore audit;

    AdminClusterController(SlotStore slots, LagStore lags, AuditStore audit) {
        this.slots = slots;
        this.lags = lags;
        this.audit = audit;
    }

    /// The server gives its slots away, a few at a time, and goes on running. Again changes nothing.
    @PutMapping("/admin/v1/servers/{id}/drain")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void drain(
            Admin admin,
            @PathVariable @Pattern(regexp = SERVER) String id,
            @RequestParam(defaultValue = "") @Plain(min = 0, max = Act.MAX_REASON) String reason) {
        audit.recorded(Act.on(id, admin, Act.Kind.DRAIN, reason), () -> orNotFound(slots.drain(id)));
    }

    @DeleteMapping("/admin/v1/servers/{id}/drain")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void undrain(
            Admin admin,
            @PathVariable @Pattern(regexp = SERVER) String id,
            @RequestParam(defaultValue = "") @Plain(min = 0, max = Act.MAX_REASON) String reason) {
        audit.recorded(Act.on(id, admin, Act.Kind.UNDRAIN, reason), () -> orNotFound(slots.undrain(id)));
    }

    private static boolean orNotFound(boolean found) {
        if (!found) {
            throw new RefusedException(ErrorCode.NOT_FOUND);
        }
        return true;
    }

    @GetMapping("/admin/v1/slots")
    SlotsJson slots(Admin admin) {
        SlotOwnership now = slots.read();
        return new SlotsJson(now.servers().stream().map(ServerJson::of).toList(), now.withoutOwner());
    }

    @GetMapping("/admin/v1/lag")
    LagJson lag(Admin admin) {
        return new LagJson(lags.read());
    }

    record SlotsJson(List<ServerJson> servers, List<Integer> withoutOwner) {}

    record ServerJson(String id, String address, String zone, int connections, boolean draining, List<Integer> slots) {
        static ServerJson of(SlotOwnership.Share it) {
            return new ServerJson(
                    it.server().id(),
                    it.server().address(),
                    it.server().zone(),
                    it.server().connections(),
                    it.server().draining(),
                    it.slots());
        }
    }

    record LagJson(List<LagStore.Lag> groups) {}
}
