package dev.parley.api.account;

import dev.parley.api.answer.Answer;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.ids.IdSource;
import java.time.InstantSource;

/// Makes an account.
public final class RegisterAccount {
    private final AccountStore accounts;
    private final PasswordHashing hashing;
    private final IdSource ids;
    private final InstantSource clock;

    RegisterAccount(AccountStore accounts, PasswordHashing hashing, IdSource ids, InstantSource clock) {
        this.accounts = accounts;
        this.hashing = hashing;
        this.ids = ids;
        this.clock = clock;
    }

    /// @param displayName tidy
    /// @return the new user, or [ErrorCode#NAME_TAKEN]; of several who ask for one name at once, one gets it
    public Answer<UserId> register(UserName name, Password password, String displayName) {
        if (accounts.named(name).isPresent()) {
            return Answer.denied(ErrorCode.NAME_TAKEN); // Before the work of hashing.
        }
        UserId user = new UserId(ids.next());
        Profile profile = new Profile(user, name, displayName, "", clock.instant());
        return accounts.add(profile, hashing.hash(password)) ? Answer.given(user) : Answer.denied(ErrorCode.NAME_TAKEN);
    }
}
