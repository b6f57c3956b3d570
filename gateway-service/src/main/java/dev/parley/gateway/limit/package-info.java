/// How many requests an address may make and how large they may be. Start at `LimitSettings`.
@NullMarked
package dev.parley.gateway.limit;

import org.jspecify.annotations.NullMarked;
