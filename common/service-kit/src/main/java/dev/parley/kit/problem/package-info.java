/// Errors over HTTP as RFC 9457 problems. Start at `Problems`.
@NullMarked
package dev.parley.kit.problem;

import org.jspecify.annotations.NullMarked;
