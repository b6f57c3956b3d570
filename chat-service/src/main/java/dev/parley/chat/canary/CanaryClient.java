package dev.parley.chat.canary;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;

/// How a canary gets in.
interface CanaryClient {
    /// What a connection tells, on any thread.
    interface Ear {
        /// A message arrived, maybe one's own.
        void heard(UserId author, String clientMessageId, long seq);

        /// A send was refused, or could not be taken.
        void refused(String clientMessageId);
    }

    /// A live connection. Methods don't block; on one that is closed they do nothing.
    interface Line extends AutoCloseable {
        void send(ConversationId conversation, String clientMessageId, String text, long afterSeq);

        /// Says that it is alive, and that it has all that it was told.
        void beat();

        boolean isOpen();

        /// The conversation's last event as the server said at the welcome; 0 if there was none.
        long lastSeq(ConversationId conversation);

        @Override
        void close();
    }

    /// Blocks until the server has said welcome.
    ///
    /// @throws CanaryRefusedException if it does not, within a few seconds
    Line open(UserId user, Ear ear) throws CanaryRefusedException, InterruptedException;

    /// The server did not let a canary in.
    final class CanaryRefusedException extends Exception {
        CanaryRefusedException(String why) {
            super(why);
        }
    }
}
