/// Which address leads where, and which leads nowhere. Start at `RouteWiring`.
@NullMarked
package dev.parley.gateway.route;

import org.jspecify.annotations.NullMarked;
