package dev.parley.api.group;

import dev.parley.api.answer.Answer;
import dev.parley.api.outbox.Outbox;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.event.MembershipChange;
import dev.parley.contracts.event.Role;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.ids.IdSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Creates and changes groups. A change counts once it is committed; each call returns when the group's log has it,
/// or after a bounded time, so that what the caller sends next finds the group changed.
final class ChangeGroup {
    private final GroupStore groups;
    private final Outbox outbox;
    private final IdSource ids;

    ChangeGroup(GroupStore groups, Outbox outbox, IdSource ids) {
        this.groups = groups;
        this.outbox = outbox;
        this.ids = ids;
    }

    Answer<Group> create(UserId owner, String title, List<UserId> others) {
        Optional<ErrorCode> problem = problem(owner, new LinkedHashSet<>(others));
        if (problem.isPresent()) {
            return Answer.denied(problem.get());
        }
        ConversationId.Group id = new ConversationId.Group(ids.next());
        return switch (Group.create(id, title, owner, others)) {
            case GroupDecision.Changed it ->
                groups.create(it.group(), it, owner, new MessageId(ids.next()))
                        .then(admitted -> Answer.given(published(admitted)));
            case GroupDecision.Denied it -> Answer.denied(it.code());
            case GroupDecision.Unchanged it -> throw new IllegalStateException("a creation changes something");
        };
    }

    Answer<Group> rename(ConversationId.Group id, UserId actor, String title) {
        return change(id, actor, group -> group.rename(actor, title));
    }

    Answer<Group> add(ConversationId.Group id, UserId actor, List<UserId> users) {
        // Whether the actor may add at all comes first: others learn nothing about users from this.
        return visible(id, actor).then(group -> {
            GroupDecision now = group.add(actor, users);
            if (now instanceof GroupDecision.Denied denied && denied.code() != ErrorCode.GROUP_FULL) {
                return Answer.denied(denied.code());
            }
            Set<UserId> joining = new LinkedHashSet<>(users);
            joining.removeIf(user -> group.role(user).isPresent());
            Optional<ErrorCode> problem = problem(actor, joining);
            return problem.<Answer<Group>>map(Answer::denied)
                    .orElseGet(() -> change(id, actor, current -> current.add(actor, users)));
        });
    }

    Answer<Group> remove(ConversationId.Group id, UserId actor, UserId user) {
        return change(id, actor, group -> group.remove(actor, user));
    }

    Answer<Group> changeRole(ConversationId.Group id, UserId actor, UserId user, Role role) {
        return change(id, actor, group -> group.changeRole(actor, user, role));
    }

    /// Gives a group that `owner` owns to its heir. Changes nothing for who does not own it or is alone in it.
    Answer<Group> handOver(ConversationId.Group id, UserId owner) {
        return change(id, owner, group -> group.handOver(owner));
    }

    /// A group as one of its members may see it.
    Answer<Group> visible(ConversationId.Group id, UserId viewer) {
        Optional<Group> group = groups.group(id);
        if (group.isEmpty()) {
            return Answer.denied(ErrorCode.UNKNOWN_CONVERSATION);
        }
        return group.get().role(viewer).isPresent() ? Answer.given(group.get()) : Answer.denied(ErrorCode.NOT_A_MEMBER);
    }

    /// Why `actor` can't bring `users` into a group.
    private Optional<ErrorCode> problem(UserId actor, Set<UserId> users) {
        if (users.size() > MembershipChange.MAX_MEMBERS) {
            return Optional.of(ErrorCode.GROUP_FULL); // Before looking all of them up.
        }
        if (!groups.existing(users).containsAll(users)) {
            return Optional.of(ErrorCode.UNKNOWN_USER);
        }
        return groups.blockersOf(actor, users).isEmpty() ? Optional.empty() : Optional.of(ErrorCode.BLOCKED);
    }

    private Answer<Group> change(ConversationId.Group id, UserId actor, Function<Group, GroupDecision> rule) {
        return groups.change(id, actor, new MessageId(ids.next()), rule)
                .then(admitted -> Answer.given(published(admitted)));
    }

    private Group published(GroupStore.Admitted admitted) {
        admitted.entry().ifPresent(outbox::awaitPublished);
        return admitted.group();
    }
}
