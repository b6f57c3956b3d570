/// The rules of docs/protocol.md as checks. Imports `wire`. Start with `Checks`, the list.
@NullMarked
package dev.parley.conformance.check;

import org.jspecify.annotations.NullMarked;
