/// Health of what is behind the gateway, as part of its own. Start at `HealthWiring`.
@NullMarked
package dev.parley.gateway.health;

import org.jspecify.annotations.NullMarked;
