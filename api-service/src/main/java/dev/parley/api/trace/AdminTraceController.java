package dev.parley.api.trace;

import dev.parley.api.admin.Act;
import dev.parley.api.admin.Admin;
import dev.parley.api.admin.AuditStore;
import dev.parley.api.edge.Answers;
import dev.parley.api.text.Plain;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Where anybody's message is, for operators who were asked. Written down as an act on its author.
@RestController
class AdminTraceController {
    private final ReadTrace readTrace;
    private final AuditStore audit;

    AdminTraceController(ReadTrace readTrace, AuditStore audit) {
        this.readTrace = readTrace;
        this.audit = audit;
    }

    @GetMapping("/admin/v1/messages/{id}/trace")
    WholeTrace trace(
            Admin admin,
            @PathVariable MessageId id,
            @RequestParam ConversationId conversation,
            @RequestParam(defaultValue = "") @Plain(min = 0, max = Act.MAX_REASON) String reason) {
        Entry message = Answers.value(readTrace.find(conversation, id));
        return audit.recorded(
                Act.on(message.author(), admin, Act.Kind.TRACE, reason),
                () -> WholeTrace.of(message.author(), readTrace.whole(conversation, message)));
    }

    record WholeTrace(
            UserId author,
            MessageId messageId,
            ConversationId conversationId,
            long seq,
            Instant acceptedAt,
            Instant storedAt,
            long inInboxes,
            List<MessageTrace.Recipient> recipients) {
        static WholeTrace of(UserId author, MessageTrace it) {
            return new WholeTrace(
                    author,
                    it.messageId(),
                    it.conversationId(),
                    it.seq(),
                    it.acceptedAt(),
                    it.storedAt(),
                    it.inInboxes(),
                    it.recipients());
        }
    }
}
