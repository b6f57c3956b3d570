package dev.parley.bench.load;

import dev.parley.contracts.id.ConversationId;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// One connected device that talks in one conversation. On the loop's thread.
public final class Member {
    static final long NEVER = Long.MAX_VALUE;

    private final Person person;
    private final int place;
    private final byte[] conversationBytes;

    @Nullable
    Socket socket;

    boolean isWelcome;
    boolean hasLeft;
    long lastSeq;
    /// What the next ack names.
    byte @Nullable [] cursor;
    boolean ackWaits;
    long helloNanos;
    /// When it last gave a sign of life.
    long heardNanos;
    int attempts;
    int welcomeHeads;
    long welcomeNanos;
    int welcomeBytes;

    /// Of its hello; empty on a device that has none.
    private final String cameWith;

    /// @param place its number among the conversation's members
    public Member(Person person, ConversationId talksIn, int place) {
        this(person, Bytes.of(talksIn.value()), place, "");
    }

    private Member(Person person, byte[] conversationBytes, int place, String cameWith) {
        this.person = person;
        this.place = place;
        this.conversationBytes = conversationBytes;
        this.cameWith = cameWith;
    }

    /// The same one, not connected.
    public Member anew() {
        return new Member(person, conversationBytes, place, cameWith);
    }

    /// The same one, not connected, with the last cursor that it got.
    public Member comingBack() {
        byte[] stored = cursor;
        return new Member(
                person, conversationBytes, place, stored == null ? "" : new String(stored, StandardCharsets.US_ASCII));
    }

    /// Nothing happens if it is not connected.
    void write(byte[] frame) {
        Socket to = socket;
        if (to != null) {
            to.write(frame);
        }
    }

    String cameWith() {
        return cameWith;
    }

    public Person person() {
        return person;
    }

    /// Where it talks.
    public String conversation() {
        return new String(conversationBytes, StandardCharsets.UTF_8);
    }

    int place() {
        return place;
    }

    byte[] conversationBytes() {
        return conversationBytes;
    }

    /// From hello to welcome.
    public long welcomeNanos() {
        return welcomeNanos - helloNanos;
    }

    /// Conversations in the last welcome.
    public int welcomeHeads() {
        return welcomeHeads;
    }

    /// Of the last welcome.
    public int welcomeBytes() {
        return welcomeBytes;
    }
}
