@NullMarked
package dev.parley.presence.visibility;

import org.jspecify.annotations.NullMarked;
