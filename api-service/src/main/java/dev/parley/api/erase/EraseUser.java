package dev.parley.api.erase;

import dev.parley.api.admin.Act;
import dev.parley.api.admin.Admin;
import dev.parley.api.admin.AuditStore;
import dev.parley.api.answer.Answer;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.contracts.id.UserId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.ToIntFunction;

/// Erases a user, step by step. Each step may have been done before, so a call that failed in the middle is repeated as
/// a whole. The account goes last: as long as it is there, somebody can see that the rest is not done.
///
/// First the user is suspended. From then on no login is opened, and those that were end; the rest waits until none of
/// them is connected any more, so that no chat server has something new to write.
final class EraseUser {
    static final Duration ASK_AGAIN = Duration.ofSeconds(5);

    private static final Refused STILL_ONLINE = new Refused(
            ErrorCode.RETRY, "The user is logged out but still online; that ends within a minute. Ask again.");

    private final AuditStore audit;
    private final ToIntFunction<UserId> suspend;
    private final LastSeenStore lastSeen;
    private final ToIntFunction<UserId> leaveGroups;
    private final AddressClient addresses;
    private final OwnTalkStore talk;
    private final UserRowStore rows;
    private final InstantSource clock;

    /// @param suspend a user, in PostgreSQL
    /// @param leaveGroups all of a user's, giving how many
    EraseUser(
            AuditStore audit,
            ToIntFunction<UserId> suspend,
            LastSeenStore lastSeen,
            ToIntFunction<UserId> leaveGroups,
            AddressClient addresses,
            OwnTalkStore talk,
            UserRowStore rows,
            InstantSource clock) {
        this.audit = audit;
        this.suspend = suspend;
        this.lastSeen = lastSeen;
        this.leaveGroups = leaveGroups;
        this.addresses = addresses;
        this.talk = talk;
        this.rows = rows;
        this.clock = clock;
    }

    /// @param reason the operator's
    /// @return [ErrorCode#UNKNOWN_USER] for a user who is not there (any more), [ErrorCode#RETRY] while the user is
    /// online
    /// @throws dev.parley.api.answer.UnavailableException if a store does not answer
    Answer<Receipt> erase(UserId user, Admin who, String reason) {
        if (!rows.exists(user)) {
            return Answer.denied(ErrorCode.UNKNOWN_USER);
        }
        audit.recorded(Act.on(user, who, Act.Kind.ERASE, reason), () -> suspend.applyAsInt(user));
        if (lastSeen.isOnline(user)) {
            return new Answer.Denied<>(STILL_ONLINE, ASK_AGAIN);
        }
        int groups = leaveGroups.applyAsInt(user);
        int pushed = addresses.removeAll(user);
        Receipt.Talk removed = talk.remove(user);
        int seen = lastSeen.forget(user) ? 1 : 0;
        try {
            Receipt.Rows last = audit.recorded(Act.on(user, who, Act.Kind.ERASED, reason), () -> rows.remove(user));
            return Answer.given(new Receipt(user, clock.instant(), groups, pushed, seen, removed, last));
        } catch (NotErasedException still) {
            return new Answer.Denied<>(still.why(), ASK_AGAIN);
        }
    }
}
