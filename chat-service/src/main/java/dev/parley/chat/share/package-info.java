/// How a topic's partitions are divided among the chat servers: by weight, with few moves, a few at a time. Start at
/// `DivideShares`.
@NullMarked
package dev.parley.chat.share;

import org.jspecify.annotations.NullMarked;
