package dev.parley.chat.inbox;

import dev.parley.chat.conversation.Position;
import dev.parley.contracts.event.InboxEntry;
import dev.parley.contracts.id.UserId;

/// One record of the inbox topic.
public record InboxRecordRead(int slot, Position position, UserId user, InboxEntry entry) {}
