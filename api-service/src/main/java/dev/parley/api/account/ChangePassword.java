package dev.parley.api.account;

import dev.parley.api.answer.Answer;
import dev.parley.api.limit.CallerAddress;
import dev.parley.contracts.id.UserId;

/// Gives a user a new password.
public final class ChangePassword {
    private final AccountStore accounts;
    private final PasswordHashing hashing;
    private final CheckPassword checkPassword;

    ChangePassword(AccountStore accounts, PasswordHashing hashing, CheckPassword checkPassword) {
        this.accounts = accounts;
        this.hashing = hashing;
        this.checkPassword = checkPassword;
    }

    /// @return the user, or [ErrorCode#BAD_CREDENTIALS] if the old password is wrong, or [ErrorCode#RATE_LIMITED]
    public Answer<UserId> change(UserId user, String oldTyped, Password replacement, CallerAddress from) {
        return checkPassword.check(user, oldTyped, from).then(same -> {
            accounts.changePassword(user, hashing.hash(replacement));
            return Answer.given(user);
        });
    }
}
