/// What came of a workload, for people and as JSON. Start at `Comparison`.
@NullMarked
package dev.parley.bench.report;

import org.jspecify.annotations.NullMarked;
