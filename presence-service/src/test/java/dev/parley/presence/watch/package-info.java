@NullMarked
package dev.parley.presence.watch;

import org.jspecify.annotations.NullMarked;
