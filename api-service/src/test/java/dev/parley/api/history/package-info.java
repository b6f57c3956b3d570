@NullMarked
package dev.parley.api.history;

import org.jspecify.annotations.NullMarked;
