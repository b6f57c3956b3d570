@NullMarked
package dev.parley.api.group;

import org.jspecify.annotations.NullMarked;
