package dev.parley.notification.outstanding;

import java.util.Locale;

/// What became of ringing a device for a message. One ring stands for all that is unread, so a later message may be
/// the one that was rung for.
public enum Ringing {
    /// It is still to be rung: quiet hours, a provider that rests, or its turn has not come.
    WAITING,

    /// The provider has taken it.
    RUNG,

    /// Nothing is to be rung any more: the device had it by itself, it was muted or too old, or the provider
    /// refused it.
    NOT_RUNG,

    /// The user has read it.
    READ;

    /// Among services.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
