package dev.parley.api.account;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.problem.RefusedException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// For the service that rings phones; the gateway does not lead here.
@RestController
class InternalRecipientController {
    private final AccountStore accounts;

    InternalRecipientController(AccountStore accounts) {
        this.accounts = accounts;
    }

    /// How a user wants to be rung, and what others are told the user is called.
    @GetMapping("/internal/users/{id}/recipient")
    RecipientJson recipient(@PathVariable UserId id) {
        Profile profile = accounts.profile(id).orElseThrow(() -> new RefusedException(ErrorCode.UNKNOWN_USER));
        Preferences preferences = accounts.preferences(id);
        Optional<QuietHours> quiet = preferences.quietHours();
        return new RecipientJson(
                profile.displayName(),
                preferences.pushPreview(),
                preferences.timeZone().getId(),
                quiet.map(it -> it.from().toString()).orElse(null),
                quiet.map(it -> it.to().toString()).orElse(null));
    }

    /// @param quietFrom and `quietTo`: `HH:MM`; both or none
    record RecipientJson(
            String displayName,
            boolean pushPreview,
            String timeZone,
            @Nullable String quietFrom,
            @Nullable String quietTo) {}
}
