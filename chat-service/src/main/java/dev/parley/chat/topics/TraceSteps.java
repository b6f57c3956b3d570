package dev.parley.chat.topics;

/// A message's steps through the topics, as traces call them. Each is the parent of the next.
public final class TraceSteps {
    /// From its stamp until the log has it.
    public static final String SEND = "send";

    /// The poll of the log in which it gets its seq, until it is stored and in the topic of inboxes.
    public static final String SEQUENCE = "sequence";

    /// The poll of the inbox in which one member's sockets are written to, or a phone is asked to ring. Told apart
    /// by the member.
    public static final String DELIVER = "deliver";

    private TraceSteps() {}
}
