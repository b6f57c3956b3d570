@NullMarked
package dev.parley.api.erase;

import org.jspecify.annotations.NullMarked;
