package dev.parley.chat.inbox;

import dev.parley.contracts.error.Refused;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.frame.Cursor;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// The inboxes this server owns, as the edge uses them. No method blocks; stages complete on any thread.
public interface Inboxes {
    /// How an attach ended.
    sealed interface Attached {
        /// The welcome was written to the connection; live events follow it.
        record Live() implements Attached {}

        /// Another server owns this user's inbox.
        record Elsewhere() implements Attached {}
    }

    /// What a pull or read becomes.
    sealed interface Pulled {
        record Events(ServerFrame.Page page) implements Pulled {}

        record No(Refused why) implements Pulled {}
    }

    /// Makes the connection a reader of its user's inbox. Between the welcome's heads and the first live event
    /// nothing is missed, and
    /// nothing comes out of order.
    ///
    /// Fails with [dev.parley.chat.conversation.UnavailableException] when a store does not answer.
    CompletionStage<Attached> attach(Connection connection, @Nullable Cursor cursor);

    /// The device has stored everything the cursor covers, so that no phone need ring for it while the user looks at
    /// this device. A cursor from the future confirms no more than there is.
    void confirm(Connection connection, Cursor cursor);

    /// The connection reads no more. Unknown connections are ignored.
    void detach(Connection connection);

    /// The events of a conversation with seq in (after, ...], lowest first, as far as this user may see them.
    /// Fails like [#attach].
    CompletionStage<Pulled> pull(UserId user, String requestId, ConversationId conversation, long after, int limit);

    /// Whether the user was ever told of anything in this conversation. Fails like [#attach].
    CompletionStage<Boolean> knows(UserId user, ConversationId conversation);

    /// The seq of the newest event of this conversation that the user was told of; 0 if only the store knows, which is
    /// not asked.
    long newestSeq(UserId user, ConversationId conversation);

    /// What a wish to move the read mark, or to mute, becomes.
    sealed interface Marked {
        /// It is durable now or was before. What is new all of the user's devices are told; what is not, the one that
        /// wished it, as of then and in its place among all else that its inbox tells it.
        record Done() implements Marked {}

        record No(Refused why) implements Marked {}
    }

    /// Moves the user's read mark forward, never back. Each reads the store and holds one of the reads that all users
    /// share: the caller bounds how many of a connection are under way. Fails like [#attach].
    CompletionStage<Marked> read(Connection wisher, ConversationId conversation, long seq);

    /// Mutes a conversation or lifts its mute. Of several wishes the last one that became durable stays, so the
    /// caller waits for one before it asks for the next. Fails like [#attach].
    CompletionStage<Marked> mute(Connection wisher, ConversationId conversation, Mute until);
}
