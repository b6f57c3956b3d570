@NullMarked
package dev.parley.api.visibility;

import org.jspecify.annotations.NullMarked;
