/// Access tokens for tests, and somebody who publishes the keys for them. Start at `Tokens`.
@NullMarked
package dev.parley.testkit.access;

import org.jspecify.annotations.NullMarked;
