/// What stands in a conversation's log: entries as appended, events as sequenced. Imports ids only. Start at
/// `Event`.
@NullMarked
package dev.parley.contracts.event;

import org.jspecify.annotations.NullMarked;
