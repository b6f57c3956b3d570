package dev.parley.chat.inbox;

import dev.parley.chat.conversation.Position;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.event.InboxEntry;
import dev.parley.contracts.event.MembershipChange;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.id.UserId;

/// A user's entry for one conversation. Immutable.
///
/// @param seq last event that concerns the user
/// @param count messages in the conversation up to seq
/// @param ownCount of those, written by the user while a member
/// @param readSeq how far the user has read, with `readCount` and `readOwn` the counts there
/// @param leftSeq the event by which the user stopped being a member; 0 for a member
/// @param rungSeq the last event for which a phone was asked to ring
/// @param deliveredSeq the last message of others that a device is known to have; there may be more. This and `rungSeq`
/// are what may grow while `changed` stays
/// @param changed the inbox record that made it so
public record Head(
        long seq,
        long count,
        long ownCount,
        long readSeq,
        long readCount,
        long readOwn,
        long leftSeq,
        Mute mute,
        long rungSeq,
        long deliveredSeq,
        Position changed) {
    /// A conversation the user has never heard of.
    public static final Head NONE = new Head(0, 0, 0, 0, 0, 0, 0, Mute.NONE, 0, 0, new Position(0, -1));

    boolean isKnown() {
        return seq > 0;
    }

    /// Whether the record there was applied before this came to be. An owner whose devices have gone may have been
    /// further than the one that came after it is now.
    boolean includes(Position at) {
        return at.epoch() == changed.epoch() && at.offset() <= changed.offset();
    }

    boolean covers(Event event) {
        return event.seq() <= seq;
    }

    /// Messages of others after the read mark.
    long unread() {
        return Math.max(0, count - readCount - (ownCount - readOwn));
    }

    /// @param event not covered yet
    Head after(Event event, UserId user, Position at) {
        boolean message = event.body().isMessage();
        long own = ownCount + (message && event.author().equals(user) ? 1 : 0);
        long left = event.body() instanceof EventBody.Membership membership
                ? leftSeqAfter(membership.change(), user, event.seq())
                : leftSeq;
        boolean joined = !isKnown() || leftSeq > 0 && left == 0;
        if (joined) {
            // What was said before the user came counts as read.
            return new Head(
                    event.seq(),
                    event.count(),
                    own,
                    event.seq() - 1,
                    event.count() - (message ? 1 : 0),
                    ownCount,
                    left,
                    mute,
                    rungSeq,
                    deliveredSeq,
                    at);
        }
        return new Head(
                event.seq(), event.count(), own, readSeq, readCount, readOwn, left, mute, rungSeq, deliveredSeq, at);
    }

    private static long leftSeqAfter(MembershipChange change, UserId user, long seq) {
        return change.members().stream().anyMatch(member -> member.user().equals(user)) ? 0 : seq;
    }

    /// The same head if the mark is not ahead of what was read.
    Head read(InboxEntry.ReadMark mark, Position at) {
        return mark.seq() <= readSeq || mark.seq() > seq
                ? this
                : new Head(
                        seq,
                        count,
                        ownCount,
                        mark.seq(),
                        mark.count(),
                        mark.ownCount(),
                        leftSeq,
                        mute,
                        rungSeq,
                        deliveredSeq,
                        at);
    }

    /// A phone was asked to ring for the event. The head is otherwise as it was, and so is its place.
    Head rung(long eventSeq) {
        return new Head(
                seq,
                count,
                ownCount,
                readSeq,
                readCount,
                readOwn,
                leftSeq,
                mute,
                Math.max(rungSeq, eventSeq),
                deliveredSeq,
                changed);
    }

    /// A device has the message. The head is otherwise as it was, and so is its place.
    Head delivered(long messageSeq) {
        return new Head(
                seq,
                count,
                ownCount,
                readSeq,
                readCount,
                readOwn,
                leftSeq,
                mute,
                rungSeq,
                Math.max(deliveredSeq, messageSeq),
                changed);
    }

    /// Whether a phone shows what is still unread here.
    boolean isRinging() {
        return rungSeq > readSeq;
    }

    /// The same head if it is muted like that.
    Head muted(Mute until, Position at) {
        return until.equals(mute)
                ? this
                : new Head(
                        seq, count, ownCount, readSeq, readCount, readOwn, leftSeq, until, rungSeq, deliveredSeq, at);
    }
}
