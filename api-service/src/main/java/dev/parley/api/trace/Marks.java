package dev.parley.api.trace;

/// How far a conversation has come with one of its members, as chat-service last wrote it down: some seconds old.
///
/// @param seq last event in the member's inbox
/// @param readSeq how far the member has read
/// @param rungSeq last message for which a phone was asked to ring
/// @param deliveredSeq last message that a device of the member is known to have; there may be later ones
record Marks(long seq, long readSeq, long rungSeq, long deliveredSeq) {
    /// A member whose inbox has nothing of the conversation yet.
    static final Marks NONE = new Marks(0, 0, 0, 0);
}
