package dev.parley.contracts.event;

import java.util.Locale;

/// What a member may do in a group: members talk, admins also add, remove and rename, the one owner also gives
/// roles and hands over.
public enum Role {
    MEMBER,
    ADMIN,
    OWNER;

    /// As it stands in JSON.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
