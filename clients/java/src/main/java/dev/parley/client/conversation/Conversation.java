package dev.parley.client.conversation;

import dev.parley.client.event.Content;
import dev.parley.client.event.ConversationEvent;
import dev.parley.client.event.Head;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One conversation as this device knows it: its head, how far its events were handed over, which came early.
final class Conversation {
    static final long NEVER_HANDED = -1;
    /// Most events kept that came before their turn. Further ones are dropped: the pull that fills the gap brings
    /// them.
    private static final int MAX_EARLY = 64;

    private final ConversationId id;
    private final Pulling pulling = new Pulling();
    private final ReadMark readMark = new ReadMark();
    private final MuteWish muteWish = new MuteWish();
    private final NavigableMap<Long, ConversationEvent> early = new TreeMap<>();
    private Head head;
    private long handed = NEVER_HANDED;
    private boolean followed;

    Conversation(ConversationId id) {
        this.id = id;
        this.head = Head.empty(id);
    }

    static Conversation restored(Positions.Position stored) {
        Conversation conversation = new Conversation(stored.head().conversation());
        conversation.head = stored.head();
        conversation.handed = stored.handed();
        conversation.readMark.want(stored.wantsRead());
        Mute mute = stored.wantsMute();
        if (mute != null) {
            conversation.muteWish.want(mute);
        }
        return conversation;
    }

    Positions.Position position() {
        return new Positions.Position(head, handed, readMark.wanted(), muteWish.wanted());
    }

    ConversationId id() {
        return id;
    }

    Head head() {
        return head;
    }

    Pulling pulling() {
        return pulling;
    }

    ReadMark readMark() {
        return readMark;
    }

    MuteWish muteWish() {
        return muteWish;
    }

    long handed() {
        return handed;
    }

    boolean isFollowed() {
        return followed;
    }

    /// Followed, but nobody knows yet from where.
    boolean isUndecided() {
        return followed && handed == NEVER_HANDED;
    }

    /// @param after last seq the application has from elsewhere, [#NEVER_HANDED] while unknown; never takes back
    /// what was handed over
    void follow(long after) {
        followed = true;
        handed = Math.max(handed, after);
        early.headMap(handed, true).clear();
    }

    /// Follows it from the start of this run, in which nothing of it was handed over yet.
    void begin(long after) {
        handed = after;
        follow(after);
    }

    void unfollow() {
        followed = false;
        early.clear();
    }

    /// True if the head changed. The server's word counts, unless events that it did not know of came meanwhile.
    boolean learn(Head told) {
        Head before = head;
        readMark.confirm(told.readSeq());
        Mute mute = muteWish.told(told.mute());
        long readSeq = Math.max(Math.max(told.readSeq(), head.readSeq()), readMark.wanted());
        if (told.seq() >= head.seq()) {
            head = new Head(id, told.seq(), readSeq, readSeq >= told.seq() ? 0 : told.unread(), told.leftSeq(), mute);
        } else {
            head = new Head(id, head.seq(), readSeq, head.unread(), head.leftSeq(), mute);
        }
        return !head.equals(before);
    }

    /// True if the head changed.
    boolean learn(ConversationEvent event, UserId self) {
        if (event.seq() <= head.seq()) {
            return false;
        }
        long leftSeq = leftSeqAfter(event, self);
        boolean joined = head.seq() == 0 || head.leftSeq() > 0 && leftSeq == 0;
        // What was said before the user came counts as read.
        long readSeq = joined ? event.seq() - 1 : head.readSeq();
        long before = joined ? 0 : head.unread();
        boolean unread = event.isMessage() && !event.author().equals(self) && event.seq() > readSeq;
        head = new Head(id, event.seq(), readSeq, before + (unread ? 1 : 0), leftSeq, head.mute());
        return true;
    }

    private long leftSeqAfter(ConversationEvent event, UserId self) {
        if (event.content() instanceof Content.Membership membership) {
            boolean member = membership.change().members().stream()
                    .anyMatch(one -> one.user().equals(self));
            return member ? 0 : event.seq();
        }
        return head.leftSeq();
    }

    /// The conversation has come at least this far. True if that is news.
    boolean reached(long seq) {
        if (seq <= head.seq()) {
            return false;
        }
        head = new Head(id, seq, head.readSeq(), head.unread(), head.leftSeq(), head.mute());
        return true;
    }

    /// True if the head changed.
    boolean read(long seq, long unread) {
        Head before = head;
        long readSeq = Math.max(head.readSeq(), seq);
        head = new Head(id, head.seq(), readSeq, readSeq >= head.seq() ? 0 : unread, head.leftSeq(), head.mute());
        return !head.equals(before);
    }

    /// The user wants it so. True if the head changed.
    boolean wantMute(Mute mute) {
        muteWish.want(mute);
        return showMute(mute);
    }

    /// A conversation in which nothing was said has no head that could be muted: the wish waits.
    long muteDueAtMs() {
        return head.seq() == 0 ? Pulling.NEVER : muteWish.dueAtMs();
    }

    /// The server says how it is. True if the head changed.
    boolean muted(Mute mute) {
        return showMute(muteWish.told(mute));
    }

    private boolean showMute(Mute mute) {
        Head before = head;
        head = new Head(id, head.seq(), head.readSeq(), head.unread(), head.leftSeq(), mute);
        return !head.equals(before);
    }

    /// An event from anywhere, in any order, any number of times.
    void offer(ConversationEvent event) {
        if (!followed || handed == NEVER_HANDED || event.seq() <= handed) {
            return;
        }
        if (early.size() < MAX_EARLY || event.seq() < early.lastKey()) {
            early.putIfAbsent(event.seq(), event);
        }
        if (early.size() > MAX_EARLY) {
            early.pollLastEntry();
        }
    }

    /// The next event to hand over, which counts as handed over from now on; null if it is not there.
    @Nullable
    ConversationEvent next() {
        ConversationEvent event = early.remove(handed + 1);
        if (event != null) {
            handed++;
        }
        return event;
    }

    /// Events exist that should be handed over and are not there.
    boolean lacks() {
        return followed && handed != NEVER_HANDED && handed < head.seq() && !pulling.isRefused(head.seq());
    }

    /// How many events are lacking before the first that is there.
    long lacking() {
        return (early.isEmpty() ? head.seq() : early.firstKey() - 1) - handed;
    }

    void forgetConnection() {
        pulling.forgetConnection();
        readMark.forgetConnection();
        muteWish.forgetConnection();
    }
}
