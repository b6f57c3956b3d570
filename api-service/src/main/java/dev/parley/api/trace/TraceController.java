package dev.parley.api.trace;

import dev.parley.api.edge.Answers;
import dev.parley.api.edge.Caller;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Where a message of the caller's is.
@RestController
class TraceController {
    private final ReadTrace readTrace;

    TraceController(ReadTrace readTrace) {
        this.readTrace = readTrace;
    }

    @GetMapping("/v1/messages/{id}/trace")
    MessageTrace trace(Caller caller, @PathVariable MessageId id, @RequestParam ConversationId conversation) {
        return Answers.value(readTrace.read(caller.user(), conversation, id));
    }
}
