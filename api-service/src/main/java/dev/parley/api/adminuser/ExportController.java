package dev.parley.api.adminuser;

import dev.parley.api.account.FindAccount;
import dev.parley.api.admin.Act;
import dev.parley.api.admin.Admin;
import dev.parley.api.admin.AuditStore;
import dev.parley.api.text.Plain;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.problem.RefusedException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// All that is kept of a user.
@RestController
class ExportController {
    private final FindAccount accounts;
    private final ReadUserData readUserData;
    private final ExportLines lines;
    private final AuditStore audit;

    ExportController(FindAccount accounts, ReadUserData readUserData, ExportLines lines, AuditStore audit) {
        this.accounts = accounts;
        this.readUserData = readUserData;
        this.lines = lines;
        this.audit = audit;
    }

    /// As JSON lines, sent while they are read. Where that fails in the middle, the answer ends without its last line.
    @GetMapping("/admin/v1/users/{id}/export")
    void export(
            Admin admin,
            @PathVariable UserId id,
            @RequestParam(defaultValue = "") @Plain(min = 0, max = Act.MAX_REASON) String reason,
            HttpServletResponse response)
            throws IOException {
        if (accounts.of(id).isEmpty()) {
            throw new RefusedException(ErrorCode.UNKNOWN_USER);
        }
        audit.recorded(Act.on(id, admin, Act.Kind.EXPORT, reason), () -> true);
        response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
        readUserData.read(id, lines.to(response.getOutputStream()));
    }
}
