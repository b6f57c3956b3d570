/// Delivery: each user's stream of events, to open sockets, heads and push. Start at `DeliverInbox`.
@NullMarked
package dev.parley.chat.inbox;

import org.jspecify.annotations.NullMarked;
