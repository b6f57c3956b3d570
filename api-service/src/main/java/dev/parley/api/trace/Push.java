package dev.parley.api.trace;

import java.util.Locale;

/// What is known of ringing someone's phones for a message. One ring stands for all that is unread, so it may have
/// been for a later message.
enum Push {
    /// Nobody asked for it: a device that the user looks at had the message, or it was read.
    NONE,

    /// It was asked for, and no more is known: no phone is registered, all is done without a ring, or it was long
    /// ago.
    ASKED,

    /// A phone is still to be rung.
    WAITING,

    /// A provider has taken it for a phone.
    RUNG;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
