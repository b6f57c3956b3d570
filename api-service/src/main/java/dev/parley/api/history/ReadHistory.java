package dev.parley.api.history;

import dev.parley.api.answer.Answer;
import dev.parley.api.answer.UnavailableException;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads pages of conversations. A page touches at most two buckets; the end of the conversation is looked up only
/// for the newest page and for pages that begin beyond it.
public final class ReadHistory {
    private final FindAccess findAccess;
    private final HistoryStore history;
    private final MembershipStore memberships;

    ReadHistory(FindAccess findAccess, HistoryStore history, MembershipStore memberships) {
        this.findAccess = findAccess;
        this.history = history;
        this.memberships = memberships;
    }

    /// @return [ErrorCode#NOT_A_MEMBER], or [ErrorCode#UNKNOWN_CONVERSATION] if there is no such group or no such
    /// user to
    /// talk with
    public Answer<Page> read(UserId reader, ConversationId conversation, PageRequest request) {
        return findAccess.find(reader, conversation).then(access -> {
            Page page = page(conversation, request, access.last());
            if (page.events().isEmpty() && !exists(reader, conversation)) {
                return Answer.denied(ErrorCode.UNKNOWN_CONVERSATION);
            }
            return Answer.given(new Page(withTexts(page.events()), page.more()));
        });
    }

    /// A direct conversation needs no creation: it exists once both users do.
    private boolean exists(UserId reader, ConversationId conversation) {
        return !(conversation instanceof ConversationId.Direct direct) || memberships.userExists(direct.other(reader));
    }

    private Page page(ConversationId conversation, PageRequest request, long last) {
        return switch (request) {
            case PageRequest.Newest it -> below(newest(conversation, last, it.limit()), Page.MAX_BYTES);
            case PageRequest.Before it ->
                below(down(conversation, Math.min(it.seq() - 1, last), it.limit()), Page.MAX_BYTES);
            case PageRequest.After it -> above(conversation, it.seq() + 1, last, it.limit(), Page.MAX_BYTES);
            case PageRequest.Around it -> around(conversation, it, last);
        };
    }

    private Page around(ConversationId conversation, PageRequest.Around it, long last) {
        int lowerLimit = it.limit() / 2;
        Page upper = above(conversation, it.seq(), last, it.limit() - lowerLimit, Page.MAX_BYTES / 2);
        if (lowerLimit == 0) {
            return upper;
        }
        long bytesLeft = Math.max(Page.MAX_BYTES / 2, Page.MAX_BYTES - Page.bytes(upper.events()));
        Page lower = below(down(conversation, Math.min(it.seq() - 1, last), lowerLimit), bytesLeft);
        List<Event> both = new ArrayList<>(lower.events());
        both.addAll(upper.events());
        return new Page(both, upper.more());
    }

    private List<Event> newest(ConversationId conversation, long last, int limit) {
        long newestBucket = history.newestBucket(conversation);
        return down(conversation, Math.min(HistoryStore.lastSeqOf(newestBucket), last), limit);
    }

    /// From `highest` downwards, newest first.
    private List<Event> down(ConversationId conversation, long highest, int limit) {
        if (highest < 1) {
            return List.of();
        }
        List<Event> events = twoBuckets(conversation, highest, limit);
        if (!events.isEmpty() || HistoryStore.bucketOf(highest) < 2) {
            return events;
        }
        // Beyond the end: begin there instead.
        long newestBucket = history.newestBucket(conversation);
        return twoBuckets(conversation, HistoryStore.lastSeqOf(newestBucket), limit);
    }

    private List<Event> twoBuckets(ConversationId conversation, long highest, int limit) {
        long bucket = HistoryStore.bucketOf(highest);
        List<Event> events = new ArrayList<>(history.down(conversation, bucket, highest, limit));
        if (events.size() < limit && bucket > 0) {
            long rest = HistoryStore.lastSeqOf(bucket - 1);
            events.addAll(history.down(conversation, bucket - 1, rest, limit - events.size()));
        }
        return events;
    }

    private static Page below(List<Event> newestFirst, long bytes) {
        List<Event> fitting = Page.fitting(newestFirst, bytes);
        return new Page(
                fitting.reversed(), !fitting.isEmpty() && fitting.getLast().seq() > 1);
    }

    private Page above(ConversationId conversation, long lowest, long last, int limit, long bytes) {
        if (lowest > last || lowest < 1) {
            return new Page(List.of(), false);
        }
        int wanted = limit + 1; // One more tells whether there is more.
        long bucket = HistoryStore.bucketOf(lowest);
        List<Event> events = new ArrayList<>(history.up(conversation, bucket, lowest, wanted));
        long next = lowest + events.size();
        if (events.size() < wanted && HistoryStore.bucketOf(next) > bucket) {
            events.addAll(history.up(conversation, bucket + 1, next, wanted - events.size()));
        }
        List<Event> allowed =
                events.stream().filter(event -> event.seq() <= last).toList();
        List<Event> fitting = Page.fitting(allowed.subList(0, Math.min(limit, allowed.size())), bytes);
        return new Page(fitting, fitting.size() < allowed.size());
    }

    private List<Event> withTexts(List<Event> events) {
        List<MessageId> stored = events.stream()
                .filter(event -> event.body() instanceof EventBody.Stored)
                .map(Event::id)
                .toList();
        if (stored.isEmpty()) {
            return events;
        }
        Map<MessageId, String> texts = history.bodies(stored);
        return events.stream()
                .map(event -> event.body() instanceof EventBody.Stored ? event.withBody(text(event, texts)) : event)
                .toList();
    }

    private static EventBody text(Event event, Map<MessageId, String> texts) {
        String text = texts.get(event.id());
        if (text == null) {
            throw new UnavailableException("the body of an event", null);
        }
        return new EventBody.Text(text);
    }
}
