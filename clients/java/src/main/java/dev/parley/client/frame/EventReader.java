package dev.parley.client.frame;

import dev.parley.client.event.Content;
import dev.parley.client.event.ConversationEvent;
import dev.parley.contracts.event.Member;
import dev.parley.contracts.event.MembershipChange;
import dev.parley.contracts.event.Role;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// Reads one event as it stands in `event` and `page` frames and in the history.
public final class EventReader {
    private EventReader() {}

    /// @throws UnreadableFrameException if a field every event has is missing
    public static ConversationEvent read(JsonFields json) {
        return new ConversationEvent(
                json.parsed("conversationId", ConversationId::parse),
                json.ordinal("seq"),
                json.parsed("messageId", MessageId::parse),
                json.parsed("author", UserId::parse),
                json.parsed("sentAt", Instant::parse),
                content(json));
    }

    private static Content content(JsonFields json) {
        String kind = json.text("kind");
        return switch (kind) {
            case "message" -> new Content.Message(json.text("clientMessageId", ""), json.text("text"));
            case "membership" -> membership(json);
            case "block" -> new Content.Block(json.flag("blocked"));
            default -> new Content.Other(kind);
        };
    }

    /// A change or role that a newer server made up is no reason to lose the event.
    private static Content membership(JsonFields json) {
        try {
            List<Member> members = json.objects("members").stream()
                    .map(member -> new Member(
                            member.parsed("userId", UserId::parse), member.parsed("role", EventReader::role)))
                    .toList();
            return new Content.Membership(new MembershipChange(
                    json.ordinal("version"),
                    json.parsed("change", change -> MembershipChange.Kind.valueOf(change.toUpperCase(Locale.ROOT))),
                    json.parsedList("users", UserId::parse),
                    members,
                    json.text("title")));
        } catch (UnreadableFrameException newer) {
            return new Content.Other("membership");
        }
    }

    /// As [Role#wireName] writes it.
    public static Role role(String wireName) {
        return Role.valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
