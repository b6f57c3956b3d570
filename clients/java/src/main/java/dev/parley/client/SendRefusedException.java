package dev.parley.client;

import dev.parley.client.conversation.Outcome;

/// A message that will never be sent.
public final class SendRefusedException extends RuntimeException {
    private final String code;

    SendRefusedException(Outcome.Refused refused) {
        super(refused.detail());
        this.code = refused.code();
    }

    /// Wire name of an error code, or [Outcome#OUTBOX_FULL].
    public String code() {
        return code;
    }
}
