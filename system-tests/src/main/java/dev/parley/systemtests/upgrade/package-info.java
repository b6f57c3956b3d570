/// A cluster under load is rolled from an older release to this one and back, and what was promised must hold all
/// the time. Start at `Upgrade`; `BuildRelease` is where the older release comes from.
@NullMarked
package dev.parley.systemtests.upgrade;

import org.jspecify.annotations.NullMarked;
