package dev.parley.simulation;

import dev.parley.chat.conversation.EventStore;
import dev.parley.chat.conversation.StoredEvent;
import dev.parley.client.conversation.Outcome;
import dev.parley.client.conversation.PendingSend;
import dev.parley.client.event.Content;
import dev.parley.client.event.ConversationEvent;
import dev.parley.client.event.Head;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.event.PushRequest;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What must hold, whatever happens: DESIGN's "What is promised". Whoever hears something of an event tells it here;
/// all must have heard the same.
final class Promises {
    private record Place(ConversationId conversation, long seq) {}

    /// One event's place, as someone was told.
    private record Told(MessageId id, UserId author, String clientMessageId) {}

    private final EventStore store;
    private final Map<Place, Told> told = new HashMap<>();
    private final Set<Place> acknowledged = new HashSet<>();
    private @Nullable RuntimeException broken;
    private int events;
    private int pushes;

    Promises(EventStore store) {
        this.store = store;
    }

    int events() {
        return events;
    }

    int acknowledgements() {
        return acknowledged.size();
    }

    int pushes() {
        return pushes;
    }

    /// Something was seen where an exception would not be heard.
    void broken(RuntimeException what) {
        if (broken == null) {
            broken = what;
        }
    }

    void checkNow() {
        if (broken != null) {
            throw broken;
        }
    }

    /// @param last seq stored so far
    void appended(long last, List<StoredEvent> batch) {
        long expected = batch.getFirst().event().seq();
        if (expected > last + 1) {
            throw new BrokenPromiseException("seq has a gap: " + expected + " is stored after " + last);
        }
        for (StoredEvent stored : batch) {
            Event event = stored.event();
            if (event.seq() != expected++) {
                throw new BrokenPromiseException("a batch has a gap before " + event);
            }
            tell(event.conversation(), event.seq(), new Told(event.id(), event.author(), event.clientMessageId()));
        }
    }

    void heard(Device device, int before, ConversationEvent event) {
        if (event.seq() != before + 1L) {
            throw new BrokenPromiseException(device + " was handed " + event + " after " + before + " events");
        }
        String clientMessageId = event.content() instanceof Content.Message message ? message.clientMessageId() : "";
        tell(event.conversation(), event.seq(), new Told(event.id(), event.author(), clientMessageId));
    }

    void acknowledged(UserId user, PendingSend send, Outcome.Sent sent) {
        acknowledged.add(new Place(send.conversation(), sent.seq()));
        tell(send.conversation(), sent.seq(), new Told(sent.messageId(), user, send.clientMessageId()));
    }

    void pushed(PushRequest request) {
        pushes++;
    }

    private void tell(ConversationId conversation, long seq, Told now) {
        Told before = told.putIfAbsent(new Place(conversation, seq), now);
        if (before != null && !before.equals(now)) {
            throw new BrokenPromiseException(
                    conversation + " " + seq + " was told as " + before + " and is told as " + now);
        }
    }

    // At the end, when everything is well again.

    /// Whatever anyone was told is in the history, once.
    void checkHistory(List<ConversationId> conversations) {
        events = 0;
        for (ConversationId conversation : conversations) {
            Set<String> names = new HashSet<>();
            long expected = 1;
            for (Event event : store.page(conversation, 0, Long.MAX_VALUE, Integer.MAX_VALUE)) {
                events++;
                if (event.seq() != expected++) {
                    throw new BrokenPromiseException("the history has a gap before " + event);
                }
                boolean isNew =
                        event.clientMessageId().isEmpty() || names.add(event.author() + " " + event.clientMessageId());
                if (!isNew) {
                    throw new BrokenPromiseException("the history has it twice: " + event);
                }
            }
            long length = expected - 1;
            told.keySet().stream()
                    .filter(place -> place.conversation().equals(conversation) && place.seq() > length)
                    .forEach(lost -> {
                        throw new BrokenPromiseException(told.get(lost) + " was told and is lost: " + lost);
                    });
        }
    }

    /// The device has everything that its user may see, and counts what is unread as the history says.
    void checkDevice(Device device, List<ConversationId> conversations) {
        Map<ConversationId, Head> heads = new HashMap<>();
        device.heads().forEach(head -> heads.put(head.conversation(), head));
        for (ConversationId conversation : conversations) {
            List<Event> visible = visible(conversation, device.user());
            List<ConversationEvent> heard = device.heard().getOrDefault(conversation.toString(), List.of());
            if (heard.size() != visible.size()) {
                throw new BrokenPromiseException(device + " has " + heard.size() + " events of " + conversation
                        + " and its user may see " + visible.size());
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
        List<Event> all = store.page(conversation, 0, Long.MAX_VALUE, Integer.MAX_VALUE);
        if (conversation instanceof ConversationId.Direct direct) {
            return direct.has(user) ? all : List.of();
        }
        long last = 0;
        boolean member = false;
        for (Event event : all) {
            boolean before = member;
            if (event.body() instanceof EventBody.Membership membership) {
                member = membership.change().members().stream()
                        .anyMatch(it -> it.user().equals(user));
            }
            if (member || before) {
                last = event.seq();
            }
        }
        return all.subList(0, Math.toIntExact(last));
    }

    /// A device that was bought today equals one that lived through it all.
    static void checkEqual(Device old, Device fresh) {
        if (!old.heard().equals(fresh.heard())) {
            throw new BrokenPromiseException(old + " and the fresh " + fresh + " differ");
        }
    }
}
