package dev.parley.contracts.event;

/// What an event says.
public sealed interface EventBody {
    /// People count it as unread. Everything else is news about the conversation.
    default boolean isMessage() {
        return this instanceof Text || this instanceof Stored;
    }

    record Text(String text) implements EventBody {}

    record Membership(MembershipChange change) implements EventBody {}

    record Block(BlockChange change) implements EventBody {}

    /// A text that is too large to travel; the event store has it.
    ///
    /// @param bytes its length in UTF-8
    record Stored(int bytes) implements EventBody {}
}
