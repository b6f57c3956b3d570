package dev.parley.api.group;

import dev.parley.api.answer.Answer;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.List;

/// Takes a user out of every group, each time as if the user had left: members are told, and the history stays. A
/// group that the user owns goes to its heir before that, see [Group#handOver].
public final class LeaveGroups {
    /// How often groups are looked for. Whoever is added again each time is still in one afterwards.
    private static final int ROUNDS = 3;

    private final GroupStore groups;
    private final ChangeGroup changeGroup;

    LeaveGroups(GroupStore groups, ChangeGroup changeGroup) {
        this.groups = groups;
        this.changeGroup = changeGroup;
    }

    /// Stopped in the middle, it goes on the next time.
    ///
    /// @return how many groups were left
    public int leaveAll(UserId user) {
        int left = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<ConversationId.Group> in = groups.groupsOf(user);
            for (ConversationId.Group group : in) {
                left += leave(group, user) ? 1 : 0;
            }
            if (in.isEmpty()) {
                break;
            }
        }
        return left;
    }

    /// Refused where somebody removed the user meanwhile, or gave the group back: the next round finds out.
    private boolean leave(ConversationId.Group group, UserId user) {
        return changeGroup.handOver(group, user).then(handed -> changeGroup.remove(group, user, user))
                instanceof Answer.Given;
    }
}
