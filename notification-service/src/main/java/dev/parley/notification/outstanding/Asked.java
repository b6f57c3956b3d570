package dev.parley.notification.outstanding;

import dev.parley.contracts.event.Mute;
import dev.parley.contracts.event.PushRequest;
import dev.parley.contracts.id.UserId;
import java.time.Instant;
import java.util.Optional;

/// The newest request to ring.
///
/// @param seq 0 if there was none yet
/// @param author empty if there was none yet
/// @param unread of the conversation; 0 if it is not known
/// @param preview empty if the message has no text, or nothing is to be rung any more
/// @param at when the request came
/// @param trace the `traceparent` of the step that asked; empty if the message is not traced
public record Asked(
        long seq, Optional<UserId> author, long unread, Mute mute, String preview, Instant at, String trace) {
    static final Asked NOTHING = new Asked(0, Optional.empty(), 0, Mute.NONE, "", Instant.EPOCH, "");

    static Asked by(PushRequest.Ring ring, Instant now, String trace) {
        return new Asked(
                ring.seq(), Optional.of(ring.author()), ring.unread(), ring.mute(), ring.preview(), now, trace);
    }

    Asked withoutPreview() {
        return preview.isEmpty() ? this : new Asked(seq, author, unread, mute, "", at, trace);
    }

    @Override
    public String toString() {
        return "Asked[" + seq + "]";
    }
}
