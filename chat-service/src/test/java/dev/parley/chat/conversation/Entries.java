package dev.parley.chat.conversation;

import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.event.Member;
import dev.parley.contracts.event.MembershipChange;
import dev.parley.contracts.event.Role;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// A small cast and what they put into logs.
public final class Entries {
    public static final UserId ALICE = new UserId(1);
    public static final UserId BOB = new UserId(2);
    public static final UserId CAROL = new UserId(3);
    public static final ConversationId DIRECT = ConversationId.direct(ALICE, BOB);
    public static final ConversationId GROUP = new ConversationId.Group(77);

    private static final AtomicLong IDS = new AtomicLong(1_000);

    private Entries() {}

    public static LogEntry.Send send(UserId author, String clientMessageId, long afterSeq) {
        return send(author, clientMessageId, "text of " + clientMessageId, afterSeq);
    }

    public static LogEntry.Send send(UserId author, String clientMessageId, String text, long afterSeq) {
        return new LogEntry.Send(nextId(), author, clientMessageId, text, afterSeq);
    }

    public static LogEntry.Membership membership(
            long version, MembershipChange.Kind kind, UserId by, List<UserId> subjects, UserId... members) {
        List<Member> all = Stream.of(members)
                .map(user -> new Member(user, user.equals(members[0]) ? Role.OWNER : Role.MEMBER))
                .toList();
        return new LogEntry.Membership(nextId(), by, new MembershipChange(version, kind, subjects, all, "Friends"));
    }

    public static Position at(long offset) {
        return new Position(1, offset);
    }

    private static MessageId nextId() {
        return new MessageId(IDS.incrementAndGet());
    }
}
