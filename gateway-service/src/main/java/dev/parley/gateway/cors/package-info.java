/// Which other sites' pages may use the REST interface. Start at `CorsSettings`.
@NullMarked
package dev.parley.gateway.cors;

import org.jspecify.annotations.NullMarked;
