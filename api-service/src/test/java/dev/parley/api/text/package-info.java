@NullMarked
package dev.parley.api.text;

import org.jspecify.annotations.NullMarked;
