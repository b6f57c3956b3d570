package dev.parley.chat.conversation;

import dev.parley.contracts.event.Event;

/// An event and the log entry it came from.
public record StoredEvent(Event event, Position position) {}
