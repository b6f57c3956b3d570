/// `./parley conformance`: options, and what becomes of them. Imports everything below it. Start with `Main`.
@NullMarked
package dev.parley.conformance;

import org.jspecify.annotations.NullMarked;
