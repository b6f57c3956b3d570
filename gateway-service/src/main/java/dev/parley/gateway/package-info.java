/// The one public door: REST routes, limits, sockets passed through to the right chat server. The only reactive
/// code in Parley, since Spring Cloud Gateway is. Start at `route.RouteWiring` and `socket.PassSocketFilter`.
@NullMarked
package dev.parley.gateway;

import org.jspecify.annotations.NullMarked;
