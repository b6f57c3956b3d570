/// What happens with what is outstanding, and when: mutes, quiet hours, what was read. Pure. Imports contracts,
/// `outstanding` and `recipient`. Start at `Step`.
@NullMarked
package dev.parley.notification.decide;

import org.jspecify.annotations.NullMarked;
