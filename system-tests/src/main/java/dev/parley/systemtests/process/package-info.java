/// Parley as processes: all in one as `./parley up` starts it, or each service by itself. Start at `Cluster`.
@NullMarked
package dev.parley.systemtests.process;

import org.jspecify.annotations.NullMarked;
