package dev.parley.gateway.health;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/// Asks one service whether it is ready, on its main port: its management addresses may have a port of their own.
/// Whatever is not a 200 within the bound is down.
final class BackendHealth implements ReactiveHealthIndicator {
    private static final Duration BOUND = Duration.ofSeconds(2);

    private final HttpClient http;
    private final URI readiness;

    BackendHealth(HttpClient http, URI service) {
        this.http = http;
        this.readiness = service.resolve("/readyz");
    }

    @Override
    public Mono<Health> health() {
        return http.get()
                .uri(readiness)
                .responseSingle(
                        (answer, body) -> body.then(Mono.just(answer.status().code())))
                .map(status -> (status == 200 ? Health.up() : Health.down()).build())
                .timeout(BOUND)
                .onErrorResume(unreachable -> Mono.just(Health.down().build()));
    }
}
