/// What `./parley chaos` and `./parley upgrade` have in common: how large a cluster they try, and what they say of it
/// in the end. Start at `Trial`.
@NullMarked
package dev.parley.systemtests.trial;

import org.jspecify.annotations.NullMarked;
