@NullMarked
package dev.parley.api.trace;

import org.jspecify.annotations.NullMarked;
