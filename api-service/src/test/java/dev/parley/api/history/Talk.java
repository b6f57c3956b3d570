package dev.parley.api.history;

import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.event.Member;
import dev.parley.contracts.event.MembershipChange;
import dev.parley.contracts.event.Role;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import java.util.List;
import java.util.stream.Stream;

/// Makes events for tests.
public final class Talk {
    private Talk() {}

    public static Event message(ConversationId conversation, long seq, UserId author, String text) {
        return event(conversation, seq, author, "c" + seq, new EventBody.Text(text));
    }

    /// A change after which these users are members.
    public static Event members(ConversationId.Group group, long seq, UserId author, UserId... members) {
        List<Member> all =
                Stream.of(members).map(user -> new Member(user, Role.MEMBER)).toList();
        MembershipChange change =
                new MembershipChange(seq, MembershipChange.Kind.ADDED, List.of(), all, "Title at " + seq);
        return event(group, seq, author, "", new EventBody.Membership(change));
    }

    private static Event event(ConversationId conversation, long seq, UserId author, String name, EventBody body) {
        long id = Math.abs((long) conversation.value().hashCode()) * 1_000_000 + seq;
        return new Event(conversation, seq, new MessageId(id), author, name, seq, body);
    }
}
