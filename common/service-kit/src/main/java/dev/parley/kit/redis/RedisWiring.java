package dev.parley.kit.redis;

import dev.parley.kit.tls.Trust;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// One client for the whole service. Commands fail at once while Redis is away, rather than queue up.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RedisSettings.class)
public class RedisWiring {
    @Bean(destroyMethod = "shutdown")
    RedisClient redisClient(RedisSettings settings) {
        return open(settings);
    }

    /// Makes a client; connects nothing yet.
    public static RedisClient open(RedisSettings settings) {
        RedisURI uri = RedisURI.create(settings.url());
        uri.setTimeout(settings.timeout());
        RedisClient client = RedisClient.create(uri);
        ClientOptions.Builder options = ClientOptions.builder();
        Trust.of("parley.redis.ca-file", settings.caFile())
                .factory()
                .ifPresent(trusted -> options.sslOptions(SslOptions.builder()
                        .jdkSslProvider()
                        .trustManager(trusted)
                        .build()));
        client.setOptions(options.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(settings.timeout())
                        .keepAlive(true)
                        .build())
                .timeoutOptions(TimeoutOptions.enabled(settings.timeout()))
                .build());
        return client;
    }
}
