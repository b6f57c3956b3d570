/// Chat servers and devices in one thread: the real sequencer, inboxes and client over a fake Kafka and stores in
/// memory, with seeded crashes, pauses, delays and replays. Imports the chat service and the client, never a driver.
/// Start at `Life`; `Promises` and `AtRest` say what must hold.
@NullMarked
package dev.parley.simulation;

import org.jspecify.annotations.NullMarked;
