package dev.parley.api.conversation;

import dev.parley.api.edge.Caller;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.kit.problem.RefusedException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The caller's conversations.
@RestController
class ConversationController {
    private final ListConversations listConversations;

    ConversationController(ListConversations listConversations) {
        this.listConversations = listConversations;
    }

    /// @param before `next` of the page before
    @GetMapping("/v1/conversations")
    Conversations conversations(
            Caller caller, @RequestParam @Nullable String before, @RequestParam(defaultValue = "50") int limit) {
        if (limit < 1 || limit > ListConversations.MAX_LIMIT) {
            throw invalid("limit must be from 1 to " + ListConversations.MAX_LIMIT);
        }
        Place place = before == null
                ? null
                : Place.parse(before).orElseThrow(() -> invalid("before must be next of an earlier page"));
        ListConversations.Page page = listConversations.list(caller.user(), place, limit);
        Place next = page.next();
        return new Conversations(page.conversations(), next != null, next == null ? null : next.text());
    }

    private static RefusedException invalid(String sentence) {
        return new RefusedException(new Refused(ErrorCode.INVALID_REQUEST, sentence));
    }

    record Conversations(
            List<Listed> conversations,
            boolean more,
            @Nullable String next) {}
}
