/// What tests of several features share: the running service with what stands behind it. Start at `RunningApi`.
@NullMarked
package dev.parley.api.support;

import org.jspecify.annotations.NullMarked;
