package dev.parley.bench.load;

import dev.parley.contracts.id.ConversationId;
import org.jspecify.annotations.Nullable;

/// One connected device that talks in one conversation. On the loop's thread.
public final class Member {
    static final long NEVER = Long.MAX_VALUE;

    private final Person person;
    private final int conversation;
    private final int place;
    private final byte[] conversationBytes;
    @Nullable Socket socket;
    boolean isWelcome;
    long lastSeq;
    /// What the next ack names.
    byte @Nullable [] cursor;
    boolean ackWaits;
    long connectNanos;
    long welcomeNanos;
    int welcomeBytes;

    /// @param conversation its number in the crowd
    /// @param place its number among the conversation's members
    public Member(Person person, ConversationId talksIn, int conversation, int place) {
        this.person = person;
        this.conversation = conversation;
        this.place = place;
        this.conversationBytes = Bytes.of(talksIn.value());
    }

    public Person person() {
        return person;
    }

    int conversation() {
        return conversation;
    }

    int place() {
        return place;
    }

    byte[] conversationBytes() {
        return conversationBytes;
    }

    /// From the attempt to connect to the welcome.
    public long welcomeNanos() {
        return welcomeNanos - connectNanos;
    }

    /// Of the last welcome.
    public int welcomeBytes() {
        return welcomeBytes;
    }
}
