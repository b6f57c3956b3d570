@NullMarked
package dev.parley.api.block;

import org.jspecify.annotations.NullMarked;
