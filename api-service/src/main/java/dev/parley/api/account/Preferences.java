package dev.parley.api.account;

import java.time.ZoneId;
import java.util.Optional;

/// How a user wants to be treated.
///
/// @param readReceipts others may see what the user has read, and the user what others have
/// @param lastSeenVisibility who may see whether the user is online, and since when not
/// @param pushPreview push notifications may carry the text
/// @param timeZone for quiet hours
/// @param invisible others see the user as offline; the user's own devices do not
/// @param quietHours when no phone rings
public record Preferences(
        boolean readReceipts,
        LastSeenVisibility lastSeenVisibility,
        boolean pushPreview,
        ZoneId timeZone,
        boolean invisible,
        Optional<QuietHours> quietHours) {
    /// Who may see something. In JSON in lower case.
    public enum LastSeenVisibility {
        EVERYONE,
        CONTACTS,
        NOBODY
    }

    /// Of a user who has set nothing. Previews are off: a push service is not ours to show texts to.
    public static final Preferences DEFAULT =
            new Preferences(true, LastSeenVisibility.EVERYONE, false, ZoneId.of("UTC"), false, Optional.empty());
}
