package dev.parley.gateway.socket;

import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Clients' sockets that are open now. Closes them when the gateway stops, before the web server begins to wait for
/// requests to end: sockets would not, and clients are to come back elsewhere at once.
final class OpenSockets implements SmartLifecycle {
    /// For all close frames together; then the connections are cut with the server.
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final Set<Side> open = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    int count() {
        return open.size();
    }

    /// Counts the client in for as long as `work` goes on. One that was let in just before stopping began and comes
    /// here after it is closed at once.
    Mono<Void> during(Side client, Mono<Void> work) {
        return Mono.defer(() -> {
                    open.add(client);
                    return running ? work : Mono.when(work, sendAway(client));
                })
                .doFinally(end -> open.remove(client));
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        Flux.fromIterable(open)
                .flatMap(OpenSockets::sendAway)
                .then()
                .timeout(GOODBYE, Mono.empty())
                .block();
    }

    private static Mono<Void> sendAway(Side client) {
        return client.close(WebSocketCloseStatus.ENDPOINT_UNAVAILABLE).onErrorComplete();
    }

    /// False once stopping has begun: no new sockets then.
    @Override
    public boolean isRunning() {
        return running;
    }
}
