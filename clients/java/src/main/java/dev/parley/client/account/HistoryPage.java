package dev.parley.client.account;

import dev.parley.client.event.ConversationEvent;
import java.util.List;

/// A part of a conversation's history, lowest seq first. May end early where texts are long.
///
/// @param more there are further events in the direction asked for
public record HistoryPage(List<ConversationEvent> events, boolean more) {
    public HistoryPage {
        events = List.copyOf(events);
    }
}
