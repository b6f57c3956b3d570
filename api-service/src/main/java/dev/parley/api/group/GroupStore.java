package dev.parley.api.group;

import dev.parley.api.answer.Answer;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/// Keeps groups, and tells their logs of changes through the outbox. Every method is one transaction.
interface GroupStore {
    /// Keeps a new group and puts its creation into the outbox.
    ///
    /// @return [ErrorCode#UNKNOWN_USER] if one of the members does not exist any more
    Answer<Admitted> create(Group group, GroupDecision.Changed decision, UserId author, MessageId entryId);

    /// Decides about a change while nobody else can change the group, and carries the decision out.
    ///
    /// @param author who is told to have made the change
    /// @param entryId of the log entry, if there is one
    /// @return [ErrorCode#UNKNOWN_CONVERSATION] if there is no such group, [ErrorCode#UNKNOWN_USER] if one of
    /// those who join does not exist any more
    Answer<Admitted> change(
            ConversationId.Group id, UserId author, MessageId entryId, Function<Group, GroupDecision> rule);

    Optional<Group> group(ConversationId.Group id);

    /// Groups that a user is in, in no order.
    List<ConversationId.Group> groupsOf(UserId user);

    /// Which of `users` exist.
    Set<UserId> existing(Collection<UserId> users);

    /// Which of `users` have blocked `user`.
    Set<UserId> blockersOf(UserId user, Collection<UserId> users);

    /// Name and display name of each member, in their order.
    List<NamedMember> named(Group group);

    /// @param entry in the outbox, empty if nothing changed
    record Admitted(Group group, OptionalLong entry) {}
}
