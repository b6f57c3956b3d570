/// Which slots this server owns, who owns the others, and telling everyone. Start at `Moves`.
@NullMarked
package dev.parley.chat.ownership;

import org.jspecify.annotations.NullMarked;
