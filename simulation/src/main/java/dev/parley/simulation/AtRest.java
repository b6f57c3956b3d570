package dev.parley.simulation;

import dev.parley.chat.conversation.EventStore;
import dev.parley.client.event.Content;
import dev.parley.client.event.ConversationEvent;
import dev.parley.client.event.Head;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.event.InboxEntry;
import dev.parley.contracts.event.Member;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What must hold once a world in which everything works has come to rest: history, inboxes and devices agree.
final class AtRest {
    private final EventStore store;
    private final Promises promises;

    AtRest(EventStore store, Promises promises) {
        this.store = store;
        this.promises = promises;
    }

    private List<Event> history(ConversationId conversation) {
        return store.page(conversation, 0, Long.MAX_VALUE, Integer.MAX_VALUE);
    }

    /// Whatever anyone was told is in the history, once; and only members wrote it, who
    /// were not blocked.
    ///
    /// @return events
    int checkHistory(ConversationId conversation) {
        Set<String> names = new HashSet<>();
        Set<UserId> members = first(conversation);
        long expected = 1;
        long version = 0;
        Set<UserId> blockers = new HashSet<>();
        for (Event event : history(conversation)) {
            if (event.seq() != expected++) {
                throw new BrokenPromiseException("the history has a gap before " + event);
            }
            boolean isNew =
                    event.clientMessageId().isEmpty() || names.add(event.author() + " " + event.clientMessageId());
            if (!isNew) {
                throw new BrokenPromiseException("the history has it twice: " + event);
            }
            if (event.body().isMessage() && !members.contains(event.author())) {
                throw new BrokenPromiseException("its author was no member: " + event);
            }
            if (event.body().isMessage() && !blockers.isEmpty()) {
                throw new BrokenPromiseException("while " + blockers + " blocked it stands there: " + event);
            }
            if (event.body() instanceof EventBody.Block block) {
                boolean changes =
                        block.change().blocked() ? blockers.add(event.author()) : blockers.remove(event.author());
                if (!changes) {
                    throw new BrokenPromiseException("a block that is none any more counts: " + event);
                }
            }
            if (event.body() instanceof EventBody.Membership membership) {
                if (membership.change().version() <= version) {
                    throw new BrokenPromiseException("an older change counts after version " + version + ": " + event);
                }
                version = membership.change().version();
                members = members(membership);
            }
        }
        promises.checkLength(conversation, expected - 1);
        return Math.toIntExact(expected - 1);
    }

    /// Each member was told each event in order.
    ///
    /// @param inbox what was ever put into the inbox of `user`, in order
    void checkInbox(UserId user, ConversationId conversation, List<InboxEntry> inbox) {
        Set<Long> delivered = new LinkedHashSet<>();
        long newest = 0;
        for (InboxEntry entry : inbox) {
            if (entry instanceof InboxEntry.Delivery(Event event)
                    && event.conversation().equals(conversation)
                    && delivered.add(event.seq())) {
                if (event.seq() < newest) {
                    throw new BrokenPromiseException(
                            "the inbox of " + user + " hears of " + event + " first after " + newest);
                }
                newest = event.seq();
            }
        }
        Set<UserId> members = first(conversation);
        for (Event event : history(conversation)) {
            Set<UserId> concerned = new HashSet<>(members);
            if (event.body() instanceof EventBody.Membership membership) {
                members = members(membership);
                concerned.addAll(members);
            }
            if (concerned.contains(user) != delivered.contains(event.seq())) {
                throw new BrokenPromiseException("the inbox of " + user
                        + (concerned.contains(user) ? " was never told of " : " was told of ") + event);
            }
        }
    }

    /// The device has everything that its user may see, and counts what is unread as the history says.
    void checkDevice(Device device, List<ConversationId> conversations) {
        device.checkKept();
        Map<ConversationId, Head> heads = new HashMap<>();
        device.heads().forEach(head -> heads.put(head.conversation(), head));
        for (ConversationId conversation : conversations) {
            List<Event> visible = visible(conversation, device.user());
            List<ConversationEvent> heard = device.heard().getOrDefault(conversation.toString(), List.of());
            if (heard.size() != visible.size()) {
                throw new BrokenPromiseException(device + " has " + heard.size() + " events of " + conversation
                        + " and its user may see " + visible.size());
            }
            for (ConversationEvent event : device.peeked(conversation)) {
                if (event.seq() > visible.size()) {
                    throw new BrokenPromiseException(device + " was shown " + event);
                }
            }
            for (int i = 0; i < heard.size(); i++) {
                checkText(device, visible.get(i), heard.get(i));
            }
            if (!visible.isEmpty()) {
                checkHead(device, heads.getOrDefault(conversation, Head.empty(conversation)), visible);
            }
        }
    }

    private static void checkText(Device device, Event stored, ConversationEvent heard) {
        boolean same = !(stored.body() instanceof EventBody.Text text)
                || heard.content() instanceof Content.Message message
                        && message.text().equals(text.text());
        if (!same) {
            throw new BrokenPromiseException(device + " heard " + heard + " and the history has " + stored);
        }
    }

    private static void checkHead(Device device, Head head, List<Event> visible) {
        long unread = visible.stream()
                .filter(event -> event.seq() > head.readSeq()
                        && event.body().isMessage()
                        && !event.author().equals(device.user()))
                .count();
        if (head.seq() != visible.size() || head.unread() != unread) {
            throw new BrokenPromiseException(
                    device + " has " + head + "; of " + visible.size() + " events " + unread + " are unread");
        }
    }

    /// A member sees all; who left sees what came up to then; who never came sees nothing.
    private List<Event> visible(ConversationId conversation, UserId user) {
        List<Event> all = history(conversation);
        Set<UserId> members = first(conversation);
        long last = 0;
        for (Event event : all) {
            boolean before = members.contains(user);
            if (event.body() instanceof EventBody.Membership membership) {
                members = members(membership);
            }
            if (before || members.contains(user)) {
                last = event.seq();
            }
        }
        return all.subList(0, Math.toIntExact(last));
    }

    private static Set<UserId> first(ConversationId conversation) {
        return conversation instanceof ConversationId.Direct direct
                ? new HashSet<>(List.of(direct.lower(), direct.higher()))
                : Set.of();
    }

    private static Set<UserId> members(EventBody.Membership membership) {
        Set<UserId> users = new HashSet<>();
        membership.change().members().stream().map(Member::user).forEach(users::add);
        return users;
    }

    /// A device that was bought today equals one that lived through it all.
    static void checkEqual(Device old, Device fresh) {
        if (!old.heard().equals(fresh.heard())) {
            throw new BrokenPromiseException(old + " and the fresh " + fresh + " differ");
        }
        if (!old.readMarks().equals(fresh.readMarks())) {
            throw new BrokenPromiseException(
                    old + " has read " + old.readMarks() + " and the fresh " + fresh + " " + fresh.readMarks());
        }
        if (!old.mutes().equals(fresh.mutes())) {
            throw new BrokenPromiseException(
                    old + " has muted " + old.mutes() + " and the fresh " + fresh + " " + fresh.mutes());
        }
    }
}
