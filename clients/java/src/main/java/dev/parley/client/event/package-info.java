/// What conversations consist of, as a client knows it: events and heads. Imports ids and the membership change.
/// Start at
/// `ConversationEvent`.
@NullMarked
package dev.parley.client.event;

import org.jspecify.annotations.NullMarked;
