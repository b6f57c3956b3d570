package dev.parley.api.history;

import dev.parley.api.edge.Answers;
import dev.parley.api.edge.Caller;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.id.ConversationId;
import dev.parley.kit.problem.RefusedException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What was said in a conversation.
@RestController
class HistoryController {
    private final ReadHistory readHistory;
    private final HistoryMetrics metrics;

    HistoryController(ReadHistory readHistory, HistoryMetrics metrics) {
        this.readHistory = readHistory;
        this.metrics = metrics;
    }

    @GetMapping("/v1/conversations/{id}/events")
    PageJson events(
            Caller caller,
            @PathVariable ConversationId id,
            @RequestParam @Nullable Long before,
            @RequestParam @Nullable Long after,
            @RequestParam @Nullable Long around,
            @RequestParam(defaultValue = "" + PageRequest.DEFAULT_LIMIT) int limit) {
        PageRequest request = request(before, after, around, limit);
        Page page = metrics.measured(() -> Answers.value(readHistory.read(caller.user(), id, request)));
        return new PageJson(page.events(), page.more());
    }

    private static PageRequest request(@Nullable Long before, @Nullable Long after, @Nullable Long around, int limit) {
        if (limit < 1 || limit > PageRequest.MAX_LIMIT) {
            throw invalid("limit must be from 1 to " + PageRequest.MAX_LIMIT);
        }
        if (Stream.of(before, after, around).filter(Objects::nonNull).count() > 1) {
            throw invalid("only one of before, after and around");
        }
        if (before != null) {
            return new PageRequest.Before(atLeast(1, before, "before"), limit);
        }
        if (after != null) {
            return new PageRequest.After(atLeast(0, after, "after"), limit);
        }
        return around == null
                ? new PageRequest.Newest(limit)
                : new PageRequest.Around(atLeast(1, around, "around"), limit);
    }

    private static long atLeast(long least, long seq, String name) {
        if (seq < least) {
            throw invalid(name + " must be at least " + least);
        }
        return seq;
    }

    private static RefusedException invalid(String sentence) {
        return new RefusedException(new Refused(ErrorCode.INVALID_REQUEST, sentence));
    }

    /// @param events each written by [EventJson]
    record PageJson(List<Event> events, boolean more) {}
}
