package dev.parley.api.account;

import dev.parley.api.edge.Caller;
import dev.parley.api.text.Plain;
import dev.parley.api.text.PlainText;
import dev.parley.contracts.id.UserId;
import jakarta.validation.Valid;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The caller's own profile.
@RestController
@RequestMapping("/v1/me")
class ProfileController {
    private final AccountStore accounts;

    ProfileController(AccountStore accounts) {
        this.accounts = accounts;
    }

    @GetMapping
    Me me(Caller caller) {
        Profile it = accounts.profile(caller.user())
                .orElseThrow(() -> new IllegalStateException("a session without a user"));
        return new Me(it.id(), it.name().value(), it.displayName(), it.about(), it.createdAt());
    }

    @PatchMapping
    Me change(Caller caller, @Valid @RequestBody ProfileChange change) {
        accounts.change(caller.user(), tidy(change.displayName()), tidy(change.about()));
        return me(caller);
    }

    private static @Nullable String tidy(@Nullable String text) {
        return text == null ? null : PlainText.tidy(text);
    }

    record Me(UserId userId, String name, String displayName, String about, Instant createdAt) {}

    /// What is absent stays as it is.
    record ProfileChange(
            @Plain(max = Profile.MAX_DISPLAY_NAME) @Nullable String displayName,

            @Plain(min = 0, max = Profile.MAX_ABOUT, lines = true) @Nullable
            String about) {}
}
