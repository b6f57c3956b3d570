package dev.parley.api.erase;

import dev.parley.contracts.error.Refused;

/// The account stays, for now.
final class NotErasedException extends RuntimeException {
    private final transient Refused why;

    NotErasedException(Refused why) {
        super(why.code().wireName());
        this.why = why;
    }

    Refused why() {
        return why;
    }
}
