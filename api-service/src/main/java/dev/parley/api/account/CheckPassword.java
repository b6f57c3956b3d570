package dev.parley.api.account;

import dev.parley.api.answer.Answer;
import dev.parley.api.limit.CallerAddress;
import dev.parley.api.limit.LimitAttempts;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.id.UserId;
import java.util.Optional;
import java.util.function.Supplier;

/// Finds out whether someone knows a password, only so often.
public final class CheckPassword {
    private final AccountStore accounts;
    private final PasswordHashing hashing;
    private final LimitAttempts limit;
    private final Supplier<String> decoy;

    /// @param decoy a hash that no password matches, of the same cost as a real one
    CheckPassword(AccountStore accounts, PasswordHashing hashing, LimitAttempts limit, Supplier<String> decoy) {
        this.accounts = accounts;
        this.hashing = hashing;
        this.limit = limit;
        this.decoy = decoy;
    }

    /// @return whose name and password it is, or [ErrorCode#BAD_CREDENTIALS], or [ErrorCode#RATE_LIMITED]. A name
    /// that nobody has takes as long as a wrong password
    public Answer<UserId> check(String typedName, String typedPassword, CallerAddress from) {
        Optional<UserName> name = UserName.of(typedName);
        Optional<Password> password = Password.of(typedPassword);
        if (name.isEmpty() || password.isEmpty()) {
            return Answer.denied(ErrorCode.BAD_CREDENTIALS); // Nobody has such a name or password: nothing was tried.
        }
        return limit.begin(name.get().value(), from).then(attempt -> {
            Optional<AccountStore.PasswordHash> known = accounts.passwordOf(name.get());
            return tryPassword(attempt, known, password.get());
        });
    }

    /// The same for someone who is logged in.
    Answer<UserId> check(UserId user, String typedPassword, CallerAddress from) {
        Optional<Password> password = Password.of(typedPassword);
        Optional<Profile> profile = accounts.profile(user);
        if (password.isEmpty() || profile.isEmpty()) {
            return Answer.denied(ErrorCode.BAD_CREDENTIALS);
        }
        return limit.begin(profile.get().name().value(), from)
                .then(attempt -> tryPassword(attempt, accounts.passwordOf(user), password.get()));
    }

    private Answer<UserId> tryPassword(
            LimitAttempts.Attempt attempt, Optional<AccountStore.PasswordHash> known, Password password) {
        boolean right;
        try {
            right = hashing.matches(
                    password, known.map(AccountStore.PasswordHash::hash).orElseGet(decoy));
        } catch (PasswordHashing.BusyException busy) {
            attempt.takeBack();
            throw busy;
        }
        if (known.isEmpty() || !right) {
            return Answer.denied(ErrorCode.BAD_CREDENTIALS);
        }
        attempt.takeBack();
        return Answer.given(known.get().user());
    }
}
