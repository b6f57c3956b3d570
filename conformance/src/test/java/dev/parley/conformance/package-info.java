/// The kit itself: its words, its document, and clients good and bad. Start with `ClientsTest`.
@NullMarked
package dev.parley.conformance;

import org.jspecify.annotations.NullMarked;
