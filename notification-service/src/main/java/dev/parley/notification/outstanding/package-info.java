/// What a device still has to be told of a conversation; it survives every crash. The rules are pure, the
/// adapter is
/// PostgreSQL. Start at `Outstanding`.
@NullMarked
package dev.parley.notification.outstanding;

import org.jspecify.annotations.NullMarked;
