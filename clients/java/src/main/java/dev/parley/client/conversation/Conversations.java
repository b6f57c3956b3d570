package dev.parley.client.conversation;

import dev.parley.client.event.ConversationEvent;
import dev.parley.client.event.Head;
import dev.parley.client.frame.Incoming;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.frame.ClientFrame;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All conversations of a user: which are followed, what is handed over, which pulls and read marks go out.
final class Conversations {
    private final UserId self;
    private final Following following;
    private final SyncSettings settings;
    /// As many as the user has.
    private final Map<ConversationId, Conversation> all = new LinkedHashMap<>();
    /// Those with something to pull or to mark, so that a turn costs nothing for the others.
    private final Set<Conversation> busy = new LinkedHashSet<>();
    private boolean started;
    private boolean allHeadsKnown;
    private long pulls;

    Conversations(UserId self, Following following, SyncSettings settings, List<Positions.Position> stored) {
        this.self = self;
        this.following = following;
        this.settings = settings;
        for (Positions.Position position : stored) {
            Conversation conversation = Conversation.restored(position);
            all.put(conversation.id(), conversation);
            busy.add(conversation);
        }
    }

    List<Positions.Position> positions() {
        return all.values().stream().map(Conversation::position).toList();
    }

    List<Head> heads() {
        return all.values().stream().map(Conversation::head).toList();
    }

    Head head(ConversationId id) {
        Conversation conversation = all.get(id);
        return conversation == null ? Head.empty(id) : conversation.head();
    }

    /// Last seq handed over, −1 if none ever.
    long handed(ConversationId id) {
        Conversation conversation = all.get(id);
        return conversation == null ? Conversation.NEVER_HANDED : conversation.handed();
    }

    void welcome(Incoming.Welcome welcome, List<Action> actions) {
        boolean first = !started;
        started = true;
        allHeadsKnown = first ? !welcome.more() : allHeadsKnown && !welcome.more();
        for (Head head : welcome.heads()) {
            boolean isNew = isNew(head.conversation());
            Conversation conversation = learn(head, actions);
            if (!first && isNew && following != Following.OPENED) {
                conversation.follow(following.appeared(conversation.head()));
            }
        }
        if (first) {
            all.values().forEach(this::start);
        }
        decide();
        busy.addAll(all.values());
    }

    /// Those the welcome left out, and the others once more.
    void loaded(List<Head> heads, List<Action> actions) {
        for (Head head : heads) {
            boolean isNew = isNew(head.conversation());
            Conversation conversation = learn(head, actions);
            if (isNew) {
                start(conversation);
            }
        }
        allHeadsKnown = true;
        decide();
    }

    private void start(Conversation conversation) {
        if (following != Following.OPENED) {
            conversation.begin(following.start(conversation.head(), conversation.handed()));
        }
    }

    /// Where the application opened without saying from where: behind the read mark, now that it is known.
    private void decide() {
        for (Conversation conversation : all.values()) {
            if (conversation.isUndecided()
                    && (allHeadsKnown || conversation.head().seq() > 0)) {
                conversation.follow(conversation.head().readSeq());
            }
        }
    }

    private Conversation learn(Head head, List<Action> actions) {
        Conversation conversation = get(head.conversation());
        if (conversation.learn(head)) {
            actions.add(new Action.HeadChanged(conversation.head(), null));
        }
        return conversation;
    }

    void live(ConversationEvent event, List<Action> actions) {
        boolean isNew = isNew(event.conversation());
        Conversation conversation = get(event.conversation());
        if (conversation.isUndecided() || isNew && following != Following.OPENED) {
            conversation.follow(following.appeared(event.conversation(), event.seq(), allHeadsKnown));
        }
        if (conversation.learn(event, self)) {
            actions.add(new Action.HeadChanged(conversation.head(), event));
        }
        conversation.offer(event);
        handOver(conversation, actions);
    }

    void page(Incoming.Page page, long nowMs, List<Action> actions) {
        Conversation conversation = get(page.conversation());
        boolean asked = conversation.pulling().answered(page.requestId());
        long before = conversation.handed();
        for (ConversationEvent event : page.events()) {
            if (event.conversation().equals(page.conversation())) {
                if (conversation.learn(event, self)) {
                    actions.add(new Action.HeadChanged(conversation.head(), event));
                }
                conversation.offer(event);
                handOver(conversation, actions);
            }
        }
        if (conversation.handed() > before) {
            conversation.pulling().progressed();
        } else if (asked && conversation.lacks()) {
            conversation.pulling().failed(nowMs, 0);
        }
    }

    /// True if the error was about a pull of ours.
    boolean pullFailed(String requestId, Incoming.Error error, long nowMs, List<Action> actions) {
        for (Conversation conversation : busy) {
            if (conversation.pulling().answered(requestId)) {
                if (error.retry()) {
                    conversation
                            .pulling()
                            .failed(
                                    nowMs,
                                    error.retryAfter() == null
                                            ? 0
                                            : error.retryAfter().toMillis());
                } else {
                    conversation.pulling().refused(conversation.head().seq());
                    actions.add(new Action.PullRefused(conversation.id(), error.code()));
                }
                return true;
            }
        }
        return false;
    }

    void reached(ConversationId id, long seq, List<Action> actions) {
        boolean isNew = isNew(id);
        Conversation conversation = get(id);
        if (isNew && following != Following.OPENED) {
            conversation.follow(following.appeared(id, seq, allHeadsKnown));
        }
        if (conversation.reached(seq)) {
            actions.add(new Action.HeadChanged(conversation.head(), null));
        }
    }

    void open(ConversationId id, @Nullable Long after) {
        Conversation conversation = get(id);
        if (after != null) {
            conversation.follow(after);
        } else {
            conversation.follow(Conversation.NEVER_HANDED);
            if (started) {
                decide();
            }
        }
    }

    void close(ConversationId id) {
        Conversation conversation = all.get(id);
        if (conversation != null) {
            conversation.unfollow();
        }
    }

    void read(ConversationId id, long seq, List<Action> actions) {
        Conversation conversation = get(id);
        long upTo = Math.min(seq, conversation.head().seq());
        if (conversation.readMark().want(upTo)
                && conversation.read(upTo, conversation.head().unread())) {
            actions.add(new Action.HeadChanged(conversation.head(), null));
        }
    }

    void receipt(Incoming.Receipt receipt, List<Action> actions) {
        if (!receipt.user().equals(self)) {
            actions.add(new Action.Receipt(
                    receipt.conversation(), receipt.user(), receipt.readSeq(), receipt.deliveredSeq()));
            return;
        }
        Conversation conversation = get(receipt.conversation());
        conversation.readMark().confirm(receipt.readSeq());
        if (receipt.readSeq() >= conversation.head().readSeq()
                && conversation.read(receipt.readSeq(), receipt.unread())) {
            actions.add(new Action.HeadChanged(conversation.head(), null));
        }
    }

    void mute(ConversationId id, Mute until, List<Action> actions) {
        Conversation conversation = get(id);
        if (conversation.wantMute(until)) {
            actions.add(new Action.HeadChanged(conversation.head(), null));
        }
    }

    void muted(ConversationId id, Mute mute, List<Action> actions) {
        Conversation conversation = get(id);
        if (conversation.muted(mute)) {
            actions.add(new Action.HeadChanged(conversation.head(), null));
        }
    }

    /// Read marks that wait to be gathered don't wait any longer.
    void hurry() {
        busy.forEach(conversation -> conversation.readMark().hurry());
    }

    void forgetConnection() {
        all.values().forEach(Conversation::forgetConnection);
    }

    /// No event of it was heard of. There may be an entry all the same, of a receipt for instance.
    private boolean isNew(ConversationId id) {
        Conversation known = all.get(id);
        return known == null || known.head().seq() == 0 && !known.isFollowed();
    }

    private Conversation get(ConversationId id) {
        Conversation conversation = all.computeIfAbsent(id, Conversation::new);
        busy.add(conversation);
        return conversation;
    }

    private static void handOver(Conversation conversation, List<Action> actions) {
        for (ConversationEvent event = conversation.next(); event != null; event = conversation.next()) {
            actions.add(new Action.Deliver(event));
        }
    }

    /// Writes the pulls, read marks and mutes that are due.
    void write(long nowMs, List<Action> actions) {
        long underWay = busy.stream()
                .filter(conversation -> conversation.pulling().isUnderWay())
                .count();
        for (Iterator<Conversation> each = busy.iterator(); each.hasNext(); ) {
            Conversation conversation = each.next();
            handOver(conversation, actions);
            Pulling pulling = conversation.pulling();
            boolean again = pulling.isUnderWay();
            if (conversation.lacks() && pulling.isDue(nowMs) && (again || underWay < settings.pullsInFlight())) {
                underWay += again ? 0 : 1;
                actions.add(new Action.Write(pull(conversation, nowMs)));
            }
            if (conversation.readMark().dueAtMs() <= nowMs) {
                long seq = conversation.readMark().write(nowMs);
                actions.add(new Action.Write(new ClientFrame.Read(conversation.id(), seq)));
            }
            if (conversation.muteDueAtMs() <= nowMs) {
                Mute until = conversation.muteWish().write(nowMs);
                actions.add(new Action.Write(new ClientFrame.MuteConversation(conversation.id(), until)));
            }
            if (!conversation.lacks()
                    && conversation.readMark().dueAtMs() == Pulling.NEVER
                    && conversation.muteDueAtMs() == Pulling.NEVER) {
                each.remove();
            }
        }
    }

    private ClientFrame.Pull pull(Conversation conversation, long nowMs) {
        String requestId = "p" + ++pulls;
        conversation
                .pulling()
                .started(requestId, nowMs + settings.answerTimeout().toMillis());
        int limit = (int) Math.clamp(conversation.lacking(), 1, settings.pageSize());
        return new ClientFrame.Pull(requestId, conversation.id(), conversation.handed(), limit);
    }

    /// When [#write] has something to do next, given that nothing comes from outside.
    long dueAtMs() {
        long due = Pulling.NEVER;
        long underWay = 0;
        long nextPull = Pulling.NEVER;
        for (Conversation conversation : busy) {
            due = Math.min(due, conversation.readMark().dueAtMs());
            due = Math.min(due, conversation.muteDueAtMs());
            if (conversation.pulling().isUnderWay()) {
                underWay++;
                due = Math.min(due, conversation.pulling().dueAtMs());
            } else if (conversation.lacks()) {
                nextPull = Math.min(nextPull, conversation.pulling().dueAtMs());
            }
        }
        return underWay < settings.pullsInFlight() ? Math.min(due, nextPull) : due;
    }
}
