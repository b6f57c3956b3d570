package dev.parley.notification.provider;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import java.time.Instant;
import java.util.Optional;

/// What one device is told of one conversation. A later one takes the place of an earlier one.
public sealed interface Notice {
    UserId user();

    DeviceId device();

    ConversationId conversation();

    long seq();

    /// Unread messages of all conversations.
    long badge();

    /// After this the provider need not try any more.
    Instant expires();

    /// There are unread messages up to seq.
    ///
    /// @param unread of this conversation; 0 if it is not known
    /// @param preview only for a user who wants it
    record Ring(
            UserId user,
            DeviceId device,
            ConversationId conversation,
            long seq,
            long badge,
            Instant expires,
            long unread,
            Optional<Preview> preview)
            implements Notice {
        public Ring with(Preview other) {
            return new Ring(user, device, conversation, seq, badge, expires, unread, Optional.of(other));
        }
    }

    /// The user has read up to seq: nothing of this conversation is to be on the screen.
    record TakeBack(UserId user, DeviceId device, ConversationId conversation, long seq, long badge, Instant expires)
            implements Notice {}

    /// @param sender as the author is called
    /// @param text the beginning of the newest message; empty if it has none
    record Preview(String sender, String text) {
        @Override
        public String toString() {
            return "Preview[]";
        }
    }
}
