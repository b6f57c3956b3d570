package dev.parley.gateway.socket;

import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Clients' sockets that are open now. Closes them when the gateway stops, before the web server begins to wait for
/// requests to end: sockets would not. Not all at once, since all clients would come back elsewhere at once; who waits
/// for the end goes on talking.
final class OpenSockets implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(OpenSockets.class);

    /// For the last close frames; then the connections are cut with the server.
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final Set<Side> open = ConcurrentHashMap.newKeySet();
    private final int clientsPerSecond;
    private final Duration drainWithin;
    private volatile boolean running;

    OpenSockets(int clientsPerSecond, Duration drainWithin) {
        this.clientsPerSecond = clientsPerSecond;
        this.drainWithin = drainWithin;
    }

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
        List<Side> leaving = List.copyOf(open);
        Farewell farewell = Farewell.of(leaving.size(), clientsPerSecond, drainWithin);
        if (leaving.size() > farewell.atOnce()) {
            log.atInfo()
                    .setMessage("sockets_draining")
                    .addKeyValue("sockets", leaving.size())
                    .log();
        }
        Flux.fromIterable(leaving)
                .buffer(farewell.atOnce())
                .zipWith(Flux.interval(Duration.ZERO, farewell.every()), (clients, turn) -> clients)
                .flatMapIterable(clients -> clients)
                // One that does not read holds up nobody else.
                .flatMap(OpenSockets::sendAway, Math.max(1, leaving.size()))
                .then()
                .timeout(drainWithin.plus(GOODBYE), Mono.empty())
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
