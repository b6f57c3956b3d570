package dev.parley.api.account;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.problem.RefusedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// For other services; the gateway does not lead here.
@RestController
class InternalUserController {
    private final AccountStore accounts;

    InternalUserController(AccountStore accounts) {
        this.accounts = accounts;
    }

    /// Whether there is such a user.
    @GetMapping("/internal/users/{id}")
    Known user(@PathVariable UserId id) {
        if (accounts.profile(id).isEmpty()) {
            throw new RefusedException(ErrorCode.UNKNOWN_USER);
        }
        return new Known(id);
    }

    record Known(UserId userId) {}
}
