package dev.parley.api.erase;

import dev.parley.api.admin.Act;
import dev.parley.api.admin.Admin;
import dev.parley.api.edge.Answers;
import dev.parley.api.text.Plain;
import dev.parley.contracts.id.UserId;
import java.time.Instant;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// A user goes for good.
@RestController
class EraseController {
    private final EraseUser eraseUser;

    EraseController(EraseUser eraseUser) {
        this.eraseUser = eraseUser;
    }

    /// Again goes on where it failed.
    @DeleteMapping("/admin/v1/users/{id}")
    ReceiptJson erase(
            Admin admin,
            @PathVariable UserId id,
            @RequestParam(defaultValue = "") @Plain(min = 0, max = Act.MAX_REASON) String reason) {
        return ReceiptJson.of(Answers.value(eraseUser.erase(id, admin, reason)));
    }

    /// By store.
    record ReceiptJson(
            UserId userId,
            Instant erasedAt,
            PostgresqlJson postgresql,
            CassandraJson cassandra,
            RedisJson redis,
            NotificationJson notification) {
        static ReceiptJson of(Receipt it) {
            return new ReceiptJson(
                    it.user(),
                    it.erasedAt(),
                    new PostgresqlJson(
                            it.rows().devices(), it.rows().logins(), it.rows().blocks(), it.groups()),
                    new CassandraJson(it.talk().entries(), it.talk().notes()),
                    new RedisJson(it.lastSeen()),
                    new NotificationJson(it.addresses()));
        }
    }

    record PostgresqlJson(int devices, int logins, int blocks, int memberships) {}

    record CassandraJson(int entries, long notes) {}

    record RedisJson(int lastSeen) {}

    record NotificationJson(int addresses) {}
}
