/// The conformance kit against Parley as it is, and against Parley broken on purpose. Start with
/// `ConformanceSystemTest`.
@NullMarked
package dev.parley.systemtests.conformance;

import org.jspecify.annotations.NullMarked;
