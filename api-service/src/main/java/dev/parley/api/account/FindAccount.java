package dev.parley.api.account;

import dev.parley.contracts.id.UserId;
import java.util.Optional;

/// Finds one account, for other features.
public final class FindAccount {
    private final AccountStore accounts;

    FindAccount(AccountStore accounts) {
        this.accounts = accounts;
    }

    public Optional<Profile> of(UserId user) {
        return accounts.profile(user);
    }

    /// @param typed upper case counts as lower case; what is no name finds nobody
    public Optional<Profile> named(String typed) {
        return UserName.of(typed).flatMap(accounts::named);
    }
}
