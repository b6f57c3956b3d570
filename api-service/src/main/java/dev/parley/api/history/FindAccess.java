package dev.parley.api.history;

import dev.parley.api.answer.Answer;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.List;

/// Finds out how far a user may read a conversation. The log decides, as for everything that is said in it; the
/// database
/// that admits changes is asked only where the log knows nothing of the user.
final class FindAccess {
    /// A removal is written down beside the user's entry for the conversation within seconds. Until then it is
    /// looked for
    /// among this many of the group's newest changes; one that lies deeper is found a moment later.
    static final int RECENT_CHANGES = 64;

    private final HistoryStore history;
    private final MembershipStore memberships;

    FindAccess(HistoryStore history, MembershipStore memberships) {
        this.history = history;
        this.memberships = memberships;
    }

    /// @return [ErrorCode#NOT_A_MEMBER] for strangers, [ErrorCode#UNKNOWN_CONVERSATION] if there is no such group
    Answer<Access> find(UserId user, ConversationId conversation) {
        return switch (conversation) {
            case ConversationId.Direct direct ->
                direct.has(user) ? Answer.given(Access.ALL) : Answer.denied(ErrorCode.NOT_A_MEMBER);
            case ConversationId.Group group -> find(user, group);
        };
    }

    private Answer<Access> find(UserId user, ConversationId.Group group) {
        List<HistoryStore.Roster> newest = history.rosters(group, Long.MAX_VALUE, 1);
        if (!newest.isEmpty()) {
            if (newest.getFirst().has(user)) {
                return Answer.given(Access.ALL);
            }
            long leftSeq = leftSeq(user, group);
            if (leftSeq > 0) {
                return Answer.given(new Access(leftSeq));
            }
        }
        if (memberships.isMember(group, user)) {
            return Answer.given(Access.ALL); // Admitted; the log hears of it soon.
        }
        boolean known = !newest.isEmpty() || memberships.groupExists(group);
        return Answer.denied(known ? ErrorCode.NOT_A_MEMBER : ErrorCode.UNKNOWN_CONVERSATION);
    }

    /// The later of what is written down and what the newest changes say: who came back and was removed again in
    /// the last
    /// seconds has an old entry.
    private long leftSeq(UserId user, ConversationId.Group group) {
        long written = history.leftSeq(user, group);
        long after = 0;
        for (HistoryStore.Roster roster : history.rosters(group, Long.MAX_VALUE, RECENT_CHANGES)) {
            if (roster.has(user)) {
                return Math.max(written, after);
            }
            after = roster.seq();
        }
        return written;
    }
}
