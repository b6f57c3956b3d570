/// What is said over the bus: ephemeral, for people who are looking right now. Imports ids and slots. Start at
/// `BusMessage`.
@NullMarked
package dev.parley.contracts.bus;

import org.jspecify.annotations.NullMarked;
