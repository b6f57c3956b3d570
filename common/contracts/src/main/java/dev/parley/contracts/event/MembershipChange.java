package dev.parley.contracts.event;

import dev.parley.contracts.id.UserId;
import java.util.List;
import java.util.Locale;

/// A change of a group, with everything needed to know the group afterwards.
///
/// @param version 1, 2, 3, ... per group, given by the database that admits changes; a log ignores a version it has
/// passed
/// @param subjects the users the change is about; empty for a new title
/// @param members all members after the change, at most [#MAX_MEMBERS]
/// @param title the group's name after the change
public record MembershipChange(long version, Kind kind, List<UserId> subjects, List<Member> members, String title) {
    public static final int MAX_MEMBERS = 100;

    /// What happened.
    public enum Kind {
        CREATED,
        ADDED,
        REMOVED,
        LEFT,
        RENAMED,
        ROLE_CHANGED;

        /// As it stands in JSON.
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public MembershipChange {
        subjects = List.copyOf(subjects);
        members = List.copyOf(members);
        if (version < 1) {
            throw new IllegalArgumentException("versions start at 1");
        }
    }
}
