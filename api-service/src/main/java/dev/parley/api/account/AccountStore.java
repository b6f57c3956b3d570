package dev.parley.api.account;

import dev.parley.contracts.id.UserId;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Keeps users. Every method is one transaction.
interface AccountStore {
    /// @return false if the name is taken; nothing is changed then
    boolean add(Profile profile, String passwordHash);

    Optional<PasswordHash> passwordOf(UserName name);

    Optional<PasswordHash> passwordOf(UserId user);

    void changePassword(UserId user, String passwordHash);

    Optional<Profile> profile(UserId user);

    Optional<Profile> named(UserName name);

    /// @param displayName null to leave it
    /// @param about null to leave it
    void change(UserId user, @Nullable String displayName, @Nullable String about);

    /// Users whose name or display name begins with a text, names first, each in order of what was matched.
    ///
    /// @param searchKey see [dev.parley.api.text.PlainText#searchKey]
    List<Profile> startingWith(String searchKey, int limit);

    Preferences preferences(UserId user);

    /// Changes that come at the same moment are made one after the other, so that each keeps what the others changed.
    ///
    /// @return as they are now
    Preferences changePreferences(UserId user, UnaryOperator<Preferences> change);

    /// @param hash as [PasswordHashing] made it
    record PasswordHash(UserId user, String hash) {}
}
