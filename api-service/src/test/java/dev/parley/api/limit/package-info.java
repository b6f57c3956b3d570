@NullMarked
package dev.parley.api.limit;

import org.jspecify.annotations.NullMarked;
