/// What is measured, and against which floor. Each workload is one `Workload`; start there.
@NullMarked
package dev.parley.bench.workload;

import org.jspecify.annotations.NullMarked;
