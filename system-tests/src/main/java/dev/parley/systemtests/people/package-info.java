/// The people of a test: their devices, what they said and what came of it. Start at `Cast`; `Ledger` says what is
/// promised.
@NullMarked
package dev.parley.systemtests.people;

import org.jspecify.annotations.NullMarked;
