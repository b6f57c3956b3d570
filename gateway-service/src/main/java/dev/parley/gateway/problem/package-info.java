/// Refusals and failures as problems (RFC 9457), the same shape as every service's. Start at `Trouble`.
@NullMarked
package dev.parley.gateway.problem;

import org.jspecify.annotations.NullMarked;
