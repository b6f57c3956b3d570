package dev.parley.kit.redis;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where Redis is.
///
/// @param url `redis://[user:password@]host:port[/db]`, or `rediss://…` for TLS, with a certificate for that host
/// @param timeout how long one command may take
/// @param caFile certificates of Redis's authorities in PEM; none: those that the JDK trusts
@ConfigurationProperties("parley.redis")
public record RedisSettings(
        URI url,
        @DefaultValue("1s") Duration timeout,
        @Nullable Path caFile) {
    @ConstructorBinding
    public RedisSettings {}

    public RedisSettings(URI url, Duration timeout) {
        this(url, timeout, null);
    }
}
