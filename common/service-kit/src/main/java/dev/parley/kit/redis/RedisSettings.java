package dev.parley.kit.redis;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where Redis is.
///
/// @param url `redis://[user:password@]host:port[/db]` or `rediss://…`
/// @param timeout how long one command may take
@ConfigurationProperties("parley.redis")
public record RedisSettings(URI url, @DefaultValue("1s") Duration timeout) {}
