/// People talk while processes are killed and frozen, and what they were told must be true afterwards. Start at
/// `Chaos`.
@NullMarked
package dev.parley.systemtests.chaos;

import org.jspecify.annotations.NullMarked;
