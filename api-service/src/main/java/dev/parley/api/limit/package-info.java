/// How often a password may be tried, per account and per address. Start at `LimitAttempts`.
@NullMarked
package dev.parley.api.limit;

import org.jspecify.annotations.NullMarked;
