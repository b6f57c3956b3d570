/// Running checks and saying what came of them. Imports `check` and `wire`. Start with `RunChecks`.
@NullMarked
package dev.parley.conformance.report;

import org.jspecify.annotations.NullMarked;
