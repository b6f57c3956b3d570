package dev.parley.client.terminal;

import dev.parley.client.account.HistoryPage;
import dev.parley.client.account.HistoryRange;
import dev.parley.client.account.LoggedOutException;
import dev.parley.client.account.ParleyApi;
import dev.parley.client.account.RefusedException;
import dev.parley.client.event.ConversationEvent;
import dev.parley.contracts.frame.ClientFrame;
import dev.parley.contracts.id.ConversationId;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/// `--history WHOM`: the newest part of a conversation, oldest first.
final class ShowHistory {
    private final ParleyApi api;
    private final Options options;
    private final Surroundings surroundings;
    private final Clock clock;

    ShowHistory(ParleyApi api, Options options, Surroundings surroundings, Clock clock) {
        this.api = api;
        this.options = options;
        this.surroundings = surroundings;
        this.clock = clock;
    }

    ExitCode run(Options.Action.History action) {
        People people = new People(api);
        Function<ConversationEvent, String> text =
                options.json() ? new EventJson(people)::of : new EventText(people, clock)::of;
        try {
            ConversationId of = new Targets(api).find(action.of());
            newest(of, action.limit()).forEach(event -> surroundings.out().println(text.apply(event)));
            return ExitCode.OK;
        } catch (LoggedOutException over) {
            throw new StoppedException(ExitCode.LOGIN_FAILED, "This device was logged out.");
        } catch (RefusedException refused) {
            throw new StoppedException(ExitCode.REFUSED, PrintableText.line(refused.detail()));
        }
    }

    /// Page by page, backwards: a page has a bound of its own, and long texts make it shorter.
    private Deque<ConversationEvent> newest(ConversationId of, int limit) {
        Deque<ConversationEvent> events = new ArrayDeque<>();
        boolean more = true;
        while (more && events.size() < limit) {
            int wanted = Math.min(limit - events.size(), ClientFrame.MAX_PULL_LIMIT);
            HistoryPage page = api.history(
                    of,
                    events.isEmpty()
                            ? HistoryRange.newest(wanted)
                            : HistoryRange.before(events.getFirst().seq(), wanted));
            List<ConversationEvent> older = page.events();
            older.reversed().forEach(events::addFirst);
            more = page.more() && !older.isEmpty();
        }
        return events;
    }
}
