package dev.parley.simulation;

import dev.parley.client.event.ConversationEvent;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.InboxEntry;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.event.PushRequest;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Who was asked to ring and what a user has seen, and whether that is as it must be once a world has come to rest for
/// longer than a confirmation may take.
final class Phones {
    /// A user's inbox for one conversation.
    private record Place(UserId user, ConversationId conversation) {}

    /// An entry of an inbox and where it stands in its log.
    record Placed(long offset, InboxEntry entry) {}

    private record Owed(Event event, long offset) {}

    private final Map<Place, List<PushRequest>> requests = new HashMap<>();
    private final Map<UserId, Long> seen = new HashMap<>();
    private final Map<Place, Set<Long>> shown = new HashMap<>();
    private int rings;

    int rings() {
        return rings;
    }

    /// A device on which its user was active has confirmed its inbox up to there.
    void seen(UserId user, long offset) {
        seen.merge(user, offset, Math::max);
    }

    /// A socket that was not closed took it.
    void shown(UserId user, ConversationEvent event) {
        shown.computeIfAbsent(new Place(user, event.conversation()), none -> new HashSet<>())
                .add(event.seq());
    }

    /// Takes one request, all of them in their order.
    void asked(PushRequest request) {
        if (request instanceof PushRequest.Ring) {
            rings++;
        }
        requests.computeIfAbsent(new Place(request.user(), request.conversation()), none -> new ArrayList<>())
                .add(request);
    }

    /// @param inbox all of the user, in order
    /// @param sockets what a socket took need not have rung: a device may confirm it yet
    /// @param unhurt no server died or lost anything: nobody had to decide twice
    void check(UserId user, ConversationId conversation, List<Placed> inbox, boolean sockets, boolean unhurt) {
        List<PushRequest> asked = requests.getOrDefault(new Place(user, conversation), List.of());
        Map<Long, Owed> owed = new HashMap<>();
        Set<Long> silent = new HashSet<>();
        long read = 0;
        Mute mute = Mute.NONE;
        for (Placed placed : inbox) {
            switch (placed.entry()) {
                case InboxEntry.Delivery(Event event)
                when event.conversation().equals(conversation)
                        && event.body().isMessage()
                        && !event.author().equals(user)
                        && !owed.containsKey(event.seq())
                        && !silent.contains(event.seq()) -> {
                    if (mute.equals(Mute.FOREVER)) {
                        silent.add(event.seq());
                    } else {
                        owed.put(event.seq(), new Owed(event, placed.offset()));
                    }
                }
                case InboxEntry.ReadMark mark
                when mark.conversation().equals(conversation) -> read = Math.max(read, mark.seq());
                case InboxEntry.MuteMark mark when mark.conversation().equals(conversation) -> mute = mark.mute();
                default -> {}
            }
        }
        if (sockets) {
            owed.keySet().removeAll(shown.getOrDefault(new Place(user, conversation), Set.of()));
        }
        checkOwed(user, owed, Math.max(read, rungThrough(asked)));
        asked.forEach(request -> {
            if (request instanceof PushRequest.Ring ring && silent.contains(ring.seq())) {
                throw new BrokenPromiseException("a phone rings for what is muted: " + ring);
            }
        });
        if (unhurt && conversation instanceof ConversationId.Direct) {
            checkTakenBack(asked, read);
        }
    }

    private static long rungThrough(List<PushRequest> asked) {
        return asked.stream()
                .filter(PushRequest.Ring.class::isInstance)
                .mapToLong(ring -> ((PushRequest.Ring) ring).seq())
                .max()
                .orElse(0);
    }

    /// Whatever a socket took or none did: a phone rang for it, or its user has seen it.
    private void checkOwed(UserId user, Map<Long, Owed> owed, long settled) {
        owed.forEach((seq, it) -> {
            if (seq > settled && it.offset() > seen.getOrDefault(user, -1L)) {
                throw new BrokenPromiseException(
                        "no phone of " + user + " ever rang for " + it.event() + ", which nobody has seen");
            }
        });
    }

    private static void checkTakenBack(List<PushRequest> asked, long read) {
        PushRequest last = asked.isEmpty() ? null : asked.getLast();
        if (last instanceof PushRequest.Ring ring && ring.seq() <= read) {
            throw new BrokenPromiseException("it is read up to " + read + " and nobody took it back: " + ring);
        }
    }
}
