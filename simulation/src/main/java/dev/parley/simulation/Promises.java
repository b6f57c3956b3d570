package dev.parley.simulation;

import dev.parley.chat.conversation.StoredEvent;
import dev.parley.client.conversation.Outcome;
import dev.parley.client.conversation.PendingSend;
import dev.parley.client.event.Content;
import dev.parley.client.event.ConversationEvent;
import dev.parley.contracts.event.Event;
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

    private final Map<Place, Told> told = new HashMap<>();
    private final Map<MessageId, Place> ids = new HashMap<>();
    private final Set<Place> acknowledged = new HashSet<>();
    private @Nullable RuntimeException broken;
    private final Refusals refusals = new Refusals();
    private final Phones phones = new Phones();

    int acknowledgements() {
        return acknowledged.size();
    }

    int pushes() {
        return phones.rings();
    }

    /// Something was seen where an exception would not be heard.
    void broken(RuntimeException what) {
        if (broken == null) {
            broken = what;
        }
    }

    /// The same for a check in the middle of what may take any exception for trouble.
    void checkAloud(Runnable check) {
        try {
            check.run();
        } catch (BrokenPromiseException what) {
            broken(what);
            throw what;
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

    Refusals refusals() {
        return refusals;
    }

    Phones phones() {
        return phones;
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
