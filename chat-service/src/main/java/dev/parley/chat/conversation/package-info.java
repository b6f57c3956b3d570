/// Conversations as logs: sequencing, dedupe, the event store. Start at `Conversation`.
@NullMarked
package dev.parley.chat.conversation;

import org.jspecify.annotations.NullMarked;
