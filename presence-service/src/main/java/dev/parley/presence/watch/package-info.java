/// Who wants to hear of whom, and telling them. Imports contracts and the ports of the features beside it. Start at
/// `PassChanges`.
@NullMarked
package dev.parley.presence.watch;

import org.jspecify.annotations.NullMarked;
