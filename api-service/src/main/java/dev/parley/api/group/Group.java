package dev.parley.api.group;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.event.Member;
import dev.parley.contracts.event.MembershipChange;
import dev.parley.contracts.event.MembershipChange.Kind;
import dev.parley.contracts.event.Role;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A group as of a version, and the rules by which it changes. Each rule asks first whether the actor is a member.
///
/// - Members talk and leave. Admins also rename, add, and remove members. The one owner also removes admins, gives
/// roles
///   and hands over.
/// - Nobody removes someone of the same or a higher role.
/// - The owner leaves only after handing over, or last of all.
///
/// @param version 0 for one that is about to be created
/// @param members in the order in which they joined
record Group(ConversationId.Group id, String title, long version, List<Member> members) {
    static final int MAX_TITLE = 100;

    Group {
        members = List.copyOf(members);
    }

    /// A new group. The owner stands first; someone named twice counts once.
    static GroupDecision create(ConversationId.Group id, String title, UserId owner, List<UserId> others) {
        Group empty = new Group(id, title, 0, List.of());
        List<Member> members = new ArrayList<>();
        members.add(new Member(owner, Role.OWNER));
        Set<UserId> distinct = new LinkedHashSet<>(others);
        distinct.remove(owner);
        distinct.forEach(user -> members.add(new Member(user, Role.MEMBER)));
        if (members.size() > MembershipChange.MAX_MEMBERS) {
            return new GroupDecision.Denied(ErrorCode.GROUP_FULL);
        }
        return empty.become(Kind.CREATED, List.copyOf(distinct), members, title);
    }

    GroupDecision rename(UserId actor, String newTitle) {
        Optional<Role> role = role(actor);
        if (role.isEmpty()) {
            return new GroupDecision.Denied(ErrorCode.NOT_A_MEMBER);
        }
        if (role.get() == Role.MEMBER) {
            return new GroupDecision.Denied(ErrorCode.FORBIDDEN);
        }
        return title.equals(newTitle)
                ? new GroupDecision.Unchanged(this)
                : become(Kind.RENAMED, List.of(), members, newTitle);
    }

    /// Those who are members already are passed over, so that a repeated request does no harm; only if all are, it
    /// is refused.
    GroupDecision add(UserId actor, List<UserId> users) {
        Optional<Role> role = role(actor);
        if (role.isEmpty()) {
            return new GroupDecision.Denied(ErrorCode.NOT_A_MEMBER);
        }
        if (role.get() == Role.MEMBER) {
            return new GroupDecision.Denied(ErrorCode.FORBIDDEN);
        }
        Set<UserId> joining = new LinkedHashSet<>(users);
        joining.removeIf(user -> role(user).isPresent());
        if (joining.isEmpty()) {
            return new GroupDecision.Denied(ErrorCode.ALREADY_A_MEMBER);
        }
        List<Member> after = new ArrayList<>(members);
        joining.forEach(user -> after.add(new Member(user, Role.MEMBER)));
        return after.size() > MembershipChange.MAX_MEMBERS
                ? new GroupDecision.Denied(ErrorCode.GROUP_FULL)
                : become(Kind.ADDED, List.copyOf(joining), after, title);
    }

    /// Removing oneself is leaving.
    GroupDecision remove(UserId actor, UserId user) {
        Optional<Role> acting = role(actor);
        if (acting.isEmpty()) {
            return new GroupDecision.Denied(ErrorCode.NOT_A_MEMBER);
        }
        if (actor.equals(user)) {
            return leave(actor, acting.get());
        }
        if (acting.get() == Role.MEMBER) {
            return new GroupDecision.Denied(ErrorCode.FORBIDDEN);
        }
        Optional<Role> role = role(user);
        if (role.isEmpty()) {
            return new GroupDecision.Denied(ErrorCode.NOT_FOUND);
        }
        return role.get().compareTo(acting.get()) >= 0
                ? new GroupDecision.Denied(ErrorCode.FORBIDDEN)
                : become(Kind.REMOVED, List.of(user), without(user), title);
    }

    private GroupDecision leave(UserId user, Role role) {
        return role == Role.OWNER && members.size() > 1
                ? new GroupDecision.Denied(ErrorCode.OWNER_MUST_STAY)
                : become(Kind.LEFT, List.of(user), without(user), title);
    }

    /// Gives a role. Giving `OWNER` hands the group over; the one who had it becomes an admin.
    GroupDecision changeRole(UserId actor, UserId user, Role newRole) {
        Optional<Role> acting = role(actor);
        if (acting.isEmpty()) {
            return new GroupDecision.Denied(ErrorCode.NOT_A_MEMBER);
        }
        if (acting.get() != Role.OWNER) {
            return new GroupDecision.Denied(ErrorCode.FORBIDDEN);
        }
        Optional<Role> role = role(user);
        if (role.isEmpty()) {
            return new GroupDecision.Denied(ErrorCode.NOT_FOUND);
        }
        if (role.get() == newRole) {
            return new GroupDecision.Unchanged(this);
        }
        if (actor.equals(user)) {
            return new GroupDecision.Denied(ErrorCode.OWNER_MUST_STAY);
        }
        List<Member> after = new ArrayList<>();
        for (Member member : members) {
            boolean handsOver = newRole == Role.OWNER && member.user().equals(actor);
            Role then = member.user().equals(user) ? newRole : handsOver ? Role.ADMIN : member.role();
            after.add(new Member(member.user(), then));
        }
        List<UserId> subjects = newRole == Role.OWNER ? List.of(user, actor) : List.of(user);
        return become(Kind.ROLE_CHANGED, subjects, after, title);
    }

    /// Gives the group to the admin who joined first, where there is none to the member who joined first. Nothing
    /// changes if `owner` does not own it or is alone in it.
    GroupDecision handOver(UserId owner) {
        Optional<Role> role = role(owner);
        if (role.isEmpty()) {
            return new GroupDecision.Denied(ErrorCode.NOT_A_MEMBER);
        }
        Optional<Member> heir = role.get() == Role.OWNER ? heir() : Optional.empty();
        return heir.map(it -> changeRole(owner, it.user(), Role.OWNER)).orElse(new GroupDecision.Unchanged(this));
    }

    private Optional<Member> heir() {
        return Stream.of(Role.ADMIN, Role.MEMBER)
                .flatMap(role -> members.stream().filter(member -> member.role() == role))
                .findFirst();
    }

    Optional<Role> role(UserId user) {
        for (Member member : members) {
            if (member.user().equals(user)) {
                return Optional.of(member.role());
            }
        }
        return Optional.empty();
    }

    private List<Member> without(UserId user) {
        return members.stream().filter(it -> !it.user().equals(user)).toList();
    }

    private GroupDecision become(Kind kind, List<UserId> subjects, List<Member> after, String newTitle) {
        Group changed = new Group(id, newTitle, version + 1, after);
        return new GroupDecision.Changed(
                changed, new MembershipChange(changed.version, kind, subjects, after, newTitle));
    }
}
