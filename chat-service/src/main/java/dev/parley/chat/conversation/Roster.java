package dev.parley.chat.conversation;

import dev.parley.contracts.event.Member;
import dev.parley.contracts.event.MembershipChange;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Who belongs to a conversation at one moment.
///
/// @param version of the membership change that made it so; 0 for a direct conversation and for a group nobody has
///     made
public record Roster(long version, Set<UserId> users) {
    public Roster {
        // In the order given: what goes to whom first is the same in every run.
        users = Collections.unmodifiableSet(new LinkedHashSet<>(users));
    }

    static Roster of(MembershipChange change) {
        return new Roster(
                change.version(),
                new LinkedHashSet<>(change.members().stream().map(Member::user).toList()));
    }

    /// Before any event: the two of a direct conversation, nobody in a group.
    static Roster initial(ConversationId conversation) {
        return switch (conversation) {
            case ConversationId.Direct direct ->
                new Roster(0, new LinkedHashSet<>(List.of(direct.lower(), direct.higher())));
            case ConversationId.Group group -> new Roster(0, Set.of());
        };
    }

    boolean has(UserId user) {
        return users.contains(user);
    }

    /// Members before and after a change: those who left learn of it too.
    Set<UserId> and(Roster next) {
        Set<UserId> both = new LinkedHashSet<>(users);
        both.addAll(next.users);
        return both;
    }
}
