@NullMarked
package dev.parley.api.openapi;

import org.jspecify.annotations.NullMarked;
