package dev.parley.api.visibility;

import dev.parley.api.account.Preferences.LastSeenVisibility;

/// What decides whether one user may see another.
///
/// @param isSelf both are the same user
/// @param exists whether there is a user to be seen
/// @param isBlocked the other one blocked the viewer
/// @param isInvisible the other one shows nobody
/// @param shownTo whom the other one shows themselves to
/// @param sharesGroup both are members of some group now
record Relation(
        boolean isSelf,
        boolean exists,
        boolean isBlocked,
        boolean isInvisible,
        LastSeenVisibility shownTo,
        boolean sharesGroup) {

    /// What can be said without asking whether they talk.
    enum Verdict {
        YES,
        NO,
        /// If they have a direct conversation.
        IF_THEY_TALK
    }

    Verdict verdict() {
        if (!exists) {
            return Verdict.NO;
        }
        if (isSelf) {
            return Verdict.YES;
        }
        if (isBlocked || isInvisible) {
            return Verdict.NO;
        }
        return switch (shownTo) {
            case EVERYONE -> Verdict.YES;
            case NOBODY -> Verdict.NO;
            case CONTACTS -> sharesGroup ? Verdict.YES : Verdict.IF_THEY_TALK;
        };
    }
}
