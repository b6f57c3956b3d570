/// Holds what passes between clients and servers against the descriptions in `docs/api`: nothing may be said that they
/// do not tell of, and someone must say everything that they tell of. Start at `RestContract` and `FrameContract`.
@NullMarked
package dev.parley.testkit.contract;

import org.jspecify.annotations.NullMarked;
