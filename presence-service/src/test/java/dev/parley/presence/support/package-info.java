@NullMarked
package dev.parley.presence.support;

import org.jspecify.annotations.NullMarked;
