package dev.parley.chat.inbox;

import dev.parley.chat.conversation.Position;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.InboxEntry;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.frame.Cursor;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.SessionId;
import dev.parley.contracts.id.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// One user's inbox in memory: heads that were touched and what is not yet flushed of them. Pure; for one thread at
/// a time.
final class UserInbox {
    /// What an entry means for the user's devices.
    sealed interface Outcome {
        /// @param frames in this order
        /// @param push ring a phone if no device takes it
        /// @param withdraw phones show what is read now
        record Show(List<ServerFrame> frames, boolean push, boolean withdraw) implements Outcome {
            private Show(ServerFrame frame) {
                this(List.of(frame), false, false);
            }
        }

        /// A login has ended, and with it its connections.
        record End(SessionId session) implements Outcome {}

        /// It was there before.
        record Nothing() implements Outcome {}
    }

    private static final long UNKNOWN = -1;
    private static final Outcome NOTHING = new Outcome.Nothing();

    private final UserId user;
    private final Map<ConversationId, Head> heads = new HashMap<>();
    /// What the store lacks, each with the first record of which it lacks the effect.
    private final Map<ConversationId, Position> dirty = new HashMap<>();
    /// Unread messages of all conversations, those that are not in memory included.
    private long badge = UNKNOWN;

    UserInbox(UserId user) {
        this.user = user;
    }

    /// Whether [#apply] may be called for this conversation.
    boolean knows(ConversationId conversation) {
        return heads.containsKey(conversation);
    }

    /// Takes what the store has, unless something newer is here.
    void learn(ConversationId conversation, Head head) {
        heads.putIfAbsent(conversation, head);
    }

    boolean knowsBadge() {
        return badge != UNKNOWN;
    }

    /// Counts the badge.
    ///
    /// @param stored all of the user's heads as the store has them
    void learnBadge(Map<ConversationId, Head> stored) {
        badge = over(stored).values().stream().mapToLong(Head::unread).sum();
    }

    /// Unread messages of all the user's conversations.
    long badge() {
        if (badge == UNKNOWN) {
            throw new IllegalStateException("a badge before it was counted");
        }
        return badge;
    }

    /// A phone is asked to ring for this event.
    void rung(ConversationId conversation, long seq) {
        change(conversation, known(conversation).rung(seq));
    }

    /// A device has what others wrote up to there. Kept only where the head is to be written anyway: it costs no write
    /// of its own. A message that a phone need not ring for is confirmed before its head is written.
    void delivered(ConversationId conversation, long seq) {
        if (dirty.containsKey(conversation)) {
            change(conversation, known(conversation).delivered(seq));
        }
    }

    Head head(ConversationId conversation) {
        return heads.getOrDefault(conversation, Head.NONE);
    }

    /// @param entry of a conversation whose head is known
    Outcome apply(InboxEntry entry, Position at) {
        return switch (entry) {
            case InboxEntry.Delivery delivery -> deliver(delivery.event(), at);
            case InboxEntry.Answer it ->
                new Outcome.Show(new ServerFrame.Sent(it.conversation(), it.clientMessageId(), it.seq(), it.id()));
            case InboxEntry.Refusal it ->
                new Outcome.Show(new ServerFrame.RefusedFrame(it.conversation(), it.clientMessageId(), it.code()));
            case InboxEntry.ReadMark mark -> read(mark, at);
            case InboxEntry.MuteMark mark -> mute(mark, at);
            case InboxEntry.SessionEnd end -> new Outcome.End(end.session());
        };
    }

    private Outcome deliver(Event event, Position at) {
        Head head = known(event.conversation());
        ServerFrame frame = new ServerFrame.EventFrame(event, new Cursor(at.epoch(), at.offset()));
        if (head.includes(at)) {
            return again(event.conversation(), head, at, List.of(frame));
        }
        if (head.covers(event)) {
            return NOTHING;
        }
        change(event.conversation(), head.after(event, user, at));
        boolean push = event.body().isMessage()
                && !event.author().equals(user)
                && !head.mute().equals(Mute.FOREVER);
        return new Outcome.Show(List.of(frame), push, false);
    }

    /// An earlier owner applied this record and wrote the head, maybe after devices here were told an older one: they
    /// get the event too, and what is read, unread and muted in the end.
    private Outcome again(ConversationId conversation, Head head, Position at, List<ServerFrame> first) {
        List<ServerFrame> frames = new ArrayList<>(first);
        if (at.equals(head.changed())) {
            frames.add(receipt(conversation, head));
            frames.add(new ServerFrame.Muted(conversation, head.mute()));
        }
        return frames.isEmpty() ? NOTHING : new Outcome.Show(List.copyOf(frames), false, false);
    }

    private ServerFrame.Receipt receipt(ConversationId conversation, Head head) {
        return new ServerFrame.Receipt(conversation, user, head.readSeq(), head.unread());
    }

    private Outcome read(InboxEntry.ReadMark mark, Position at) {
        Head head = known(mark.conversation());
        if (head.includes(at)) {
            return again(mark.conversation(), head, at, List.of());
        }
        Head after = head.read(mark, at);
        if (after.equals(head)) {
            return NOTHING;
        }
        change(mark.conversation(), after);
        return new Outcome.Show(List.of(receipt(mark.conversation(), after)), false, head.isRinging());
    }

    private Outcome mute(InboxEntry.MuteMark mark, Position at) {
        Head head = known(mark.conversation());
        if (head.includes(at)) {
            return again(mark.conversation(), head, at, List.of());
        }
        Head after = head.muted(mark.mute(), at);
        if (after.equals(head)) {
            return NOTHING;
        }
        change(mark.conversation(), after);
        return new Outcome.Show(new ServerFrame.Muted(mark.conversation(), after.mute()));
    }

    private Head known(ConversationId conversation) {
        Head head = heads.get(conversation);
        if (head == null) {
            throw new IllegalStateException("an entry before its head was loaded");
        }
        return head;
    }

    private void change(ConversationId conversation, Head head) {
        if (badge != UNKNOWN) {
            badge += head.unread() - known(conversation).unread();
        }
        heads.put(conversation, head);
        dirty.putIfAbsent(conversation, head.changed());
    }

    /// What the store lacks and may have. Counts as flushed from now on.
    ///
    /// @param waits conversations whose heads must not be stored yet
    List<HeadStore.Entry> takeDirty(Predicate<ConversationId> waits) {
        List<HeadStore.Entry> entries = new ArrayList<>(dirty.size());
        for (ConversationId conversation : dirty.keySet()) {
            if (!waits.test(conversation)) {
                entries.add(new HeadStore.Entry(user, conversation, known(conversation)));
            }
        }
        dirty.keySet().removeIf(waits.negate());
        return entries;
    }

    /// What the store may have of a conversation whose newest head must wait.
    ///
    /// @param head an earlier one. Counts as flushed from now on
    HeadStore.Entry takeConfirmed(ConversationId conversation, Head head) {
        dirty.replace(conversation, head.changed().next());
        return new HeadStore.Entry(user, conversation, head);
    }

    /// The first record of which the store lacks the effect on this conversation's head.
    ///
    /// @param otherwise if it lacks none
    Position dirtySince(ConversationId conversation, Position otherwise) {
        return dirty.getOrDefault(conversation, otherwise);
    }

    boolean isDirty() {
        return !dirty.isEmpty();
    }

    /// The store's heads with those in memory over them: the state as of the last entry applied.
    Map<ConversationId, Head> over(Map<ConversationId, Head> stored) {
        Map<ConversationId, Head> now = new HashMap<>(stored);
        heads.forEach((conversation, head) -> {
            if (head.isKnown()) {
                now.put(conversation, head);
            }
        });
        return now;
    }
}
