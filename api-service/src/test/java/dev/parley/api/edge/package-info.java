@NullMarked
package dev.parley.api.edge;

import org.jspecify.annotations.NullMarked;
