/// What was said: pages of events by seq, read from the tables that chat-service writes. Start at `ReadHistory`.
@NullMarked
package dev.parley.api.history;

import org.jspecify.annotations.NullMarked;
