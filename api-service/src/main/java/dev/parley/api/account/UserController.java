package dev.parley.api.account;

import dev.parley.api.edge.Caller;
import dev.parley.api.text.PlainText;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.problem.RefusedException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Other users.
@RestController
@RequestMapping("/v1/users")
class UserController {
    private static final int MAX_FOUND = 50;

    private final AccountStore accounts;

    UserController(AccountStore accounts) {
        this.accounts = accounts;
    }

    @GetMapping("/{id}")
    PublicProfile user(Caller caller, @PathVariable UserId id) {
        return accounts.profile(id)
                .map(PublicProfile::of)
                .orElseThrow(() -> new RefusedException(ErrorCode.UNKNOWN_USER));
    }

    /// Either `query`, a beginning of names, or `name`, one exact name.
    @GetMapping
    Users find(
            Caller caller,
            @RequestParam @Nullable String query,
            @RequestParam @Nullable String name,
            @RequestParam(defaultValue = "20") int limit) {
        if ((query == null) == (name == null)) {
            throw invalid("one of query and name is needed");
        }
        if (limit < 1 || limit > MAX_FOUND) {
            throw invalid("limit must be from 1 to " + MAX_FOUND);
        }
        if (name != null) {
            Optional<Profile> found = UserName.of(name).flatMap(accounts::named);
            return Users.of(found.stream().toList());
        }
        if (query == null || !PlainText.isPlain(query, 1, Profile.MAX_DISPLAY_NAME, false)) {
            throw invalid("query must be 1 to " + Profile.MAX_DISPLAY_NAME + " characters");
        }
        return Users.of(accounts.startingWith(PlainText.searchKey(query), limit));
    }

    private static RefusedException invalid(String sentence) {
        return new RefusedException(new Refused(ErrorCode.INVALID_REQUEST, sentence));
    }

    record Users(List<PublicProfile> users) {
        static Users of(List<Profile> profiles) {
            return new Users(profiles.stream().map(PublicProfile::of).toList());
        }
    }
}
