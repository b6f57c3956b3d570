/// The order in which the parts of a chat server start and stop. Start at `Phase`.
@NullMarked
package dev.parley.chat.lifecycle;

import org.jspecify.annotations.NullMarked;
