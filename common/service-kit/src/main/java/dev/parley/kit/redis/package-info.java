/// Opens Redis connections. Start at `RedisWiring`.
@NullMarked
package dev.parley.kit.redis;

import org.jspecify.annotations.NullMarked;
