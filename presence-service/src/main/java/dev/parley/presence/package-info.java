/// Who is online, and who is told. Not built yet: for now the service starts, has health, and reads and counts the
/// records of its topic; answering queries, last seen, invisibility and telling watchers are a later issue. Start
/// at `change.PresenceChanges`.
@NullMarked
package dev.parley.presence;

import org.jspecify.annotations.NullMarked;
