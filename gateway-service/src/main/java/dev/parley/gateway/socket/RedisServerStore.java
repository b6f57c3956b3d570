package dev.parley.gateway.socket;

import dev.parley.contracts.directory.ChatServer;
import dev.parley.contracts.directory.ChatServerJson;
import dev.parley.contracts.directory.DirectoryKeys;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Reads one key.
final class RedisServerStore implements ServerStore {
    private final ReactiveStringRedisTemplate redis;
    private final String region;

    RedisServerStore(ReactiveStringRedisTemplate redis, String region) {
        this.redis = redis;
        this.region = region;
    }

    @Override
    public Mono<ChatServer> read(String id) {
        // Elsewhere, because the first use waits for the connection.
        return Mono.defer(() -> redis.opsForValue().get(DirectoryKeys.server(region, id)))
                .subscribeOn(Schedulers.boundedElastic())
                .mapNotNull(text -> ChatServerJson.read(text).orElse(null));
    }
}
