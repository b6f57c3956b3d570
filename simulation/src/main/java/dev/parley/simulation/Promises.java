package dev.parley.simulation;

import dev.parley.chat.conversation.StoredEvent;
import dev.parley.client.conversation.Outcome;
import dev.parley.client.conversation.PendingSend;
import dev.parley.client.event.Content;
import dev.parley.client.event.ConversationEvent;
import dev.parley.contracts.event.Event;
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

    private record Taken(UserId user, Place place) {}

    private record Line(UserId user, ConversationId conversation) {}

    /// One event's place, as someone was told.
    private record Told(MessageId id, UserId author, String clientMessageId) {}

    private final Map<Place, Told> told = new HashMap<>();
    private final Map<MessageId, Place> ids = new HashMap<>();
    private final Set<Place> acknowledged = new HashSet<>();
    private final Set<Taken> taken = new HashSet<>();
    private final Map<Line, Long> rung = new HashMap<>();
    private @Nullable RuntimeException broken;
    private int pushes;

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

    /// A refusal has a reason: the members of a direct conversation are in its name.
    void refused(UserId user, PendingSend send, Outcome.Refused refused) {
        if (send.conversation() instanceof ConversationId.Direct direct && direct.has(user)) {
            throw new BrokenPromiseException(send + " is refused: " + refused);
        }
    }

    /// A phone will ring.
    void pushed(PushRequest request) {
        if (request instanceof PushRequest.Ring ring) {
            pushes++;
            rung.merge(new Line(ring.user(), ring.conversation()), ring.seq(), Math::max);
        }
    }

    /// As far as the server can know, a screen shows it.
    void shown(UserId user, ConversationEvent event) {
        taken.add(new Taken(user, new Place(event.conversation(), event.seq())));
    }

    /// One ring stands for what was said before, too: it says how much is unread.
    boolean wasTaken(UserId user, Event event) {
        return event.seq() <= rung.getOrDefault(new Line(user, event.conversation()), 0L)
                || taken.contains(new Taken(user, new Place(event.conversation(), event.seq())));
    }

    private void tell(ConversationId conversation, long seq, Told now) {
        Place place = new Place(conversation, seq);
        Place other = ids.putIfAbsent(now.id(), place);
        if (other != null && !other.equals(place)) {
            throw new BrokenPromiseException(now.id() + " is the id of " + other + " and of " + place);
        }
        Told before = told.putIfAbsent(place, now);
        if (before != null && !before.equals(now)) {
            throw new BrokenPromiseException(
                    conversation + " " + seq + " was told as " + before + " and is told as " + now);
        }
    }

    /// Nothing that anyone was told of stands behind the end.
    void checkLength(ConversationId conversation, long length) {
        told.forEach((place, what) -> {
            if (place.conversation().equals(conversation) && place.seq() > length) {
                throw new BrokenPromiseException(what + " was told and is lost: " + place);
            }
        });
    }
}
