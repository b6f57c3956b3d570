package dev.parley.api.account;

import dev.parley.contracts.id.UserId;

/// What anyone who is logged in may know of a user, as JSON.
public record PublicProfile(UserId userId, String name, String displayName, String about) {
    static PublicProfile of(Profile profile) {
        return new PublicProfile(profile.id(), profile.name().value(), profile.displayName(), profile.about());
    }
}
