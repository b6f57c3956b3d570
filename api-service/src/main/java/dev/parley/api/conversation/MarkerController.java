package dev.parley.api.conversation;

import dev.parley.api.edge.Answers;
import dev.parley.api.edge.Caller;
import dev.parley.contracts.id.ConversationId;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// How far the members of a conversation have read.
@RestController
class MarkerController {
    private final ListMarkers listMarkers;

    MarkerController(ListMarkers listMarkers) {
        this.listMarkers = listMarkers;
    }

    @GetMapping("/v1/conversations/{id}/markers")
    Markers markers(Caller caller, @PathVariable ConversationId id) {
        return new Markers(Answers.value(listMarkers.list(caller.user(), id)));
    }

    record Markers(List<Marker> markers) {}
}
