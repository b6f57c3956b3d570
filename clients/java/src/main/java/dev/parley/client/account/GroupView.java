package dev.parley.client.account;

import dev.parley.client.frame.EventReader;
import dev.parley.client.frame.JsonFields;
import dev.parley.contracts.event.Role;
import dev.parley.contracts.id.ConversationId;
import java.util.List;

/// A group as its members see it.
public record GroupView(ConversationId conversation, String title, List<GroupMember> members) {
    /// One of its members.
    public record GroupMember(Person person, Role role) {
        static GroupMember read(JsonFields json) {
            return new GroupMember(Person.read(json), json.parsed("role", EventReader::role));
        }
    }

    public GroupView {
        members = List.copyOf(members);
    }

    static GroupView read(JsonFields json) {
        return new GroupView(
                json.parsed("conversationId", ConversationId::parse),
                json.text("title"),
                json.objects("members").stream().map(GroupMember::read).toList());
    }
}
