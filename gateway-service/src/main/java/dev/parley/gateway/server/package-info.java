/// The web server itself: its event loops, and how its connections end. Start at `ServerWiring`.
@NullMarked
package dev.parley.gateway.server;

import org.jspecify.annotations.NullMarked;
