package dev.parley.gateway.socket;

import dev.parley.contracts.directory.ChatServer;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.kit.problem.RefusedException;
import dev.parley.kit.time.Ticker;
import java.util.Optional;
import reactor.core.publisher.Mono;

/// Finds a chat server by its id.
final class FindServer {
    private static final int MAX_ID_LENGTH = 64;

    private final ServerStore store;
    private final KnownServers known;
    private final Ticker ticker;

    FindServer(ServerStore store, KnownServers known, Ticker ticker) {
        this.store = store;
        this.known = known;
        this.ticker = ticker;
    }

    /// @return the server; an error [RefusedException] with [ErrorCode#NOT_FOUND] if there is none of this id, with
    /// [ErrorCode#RETRY] if that can't be told at the moment
    Mono<ChatServer> find(String id) {
        if (!isServerId(id)) {
            return Mono.error(notFound());
        }
        Optional<ChatServer> fresh = known.fresh(id, ticker.nanos());
        if (fresh.isPresent()) {
            return Mono.just(fresh.get());
        }
        return store.read(id)
                .doOnNext(server -> known.saw(server, ticker.nanos()))
                .switchIfEmpty(Mono.defer(() -> or(known.whenAbsent(id, ticker.nanos()), notFound())))
                .onErrorResume(
                        failure -> !(failure instanceof RefusedException),
                        away -> or(known.whenDirectoryAway(id, ticker.nanos()), directoryAway()));
    }

    private static Mono<ChatServer> or(Optional<ChatServer> server, RefusedException otherwise) {
        return server.map(Mono::just).orElseGet(() -> Mono.error(otherwise));
    }

    private static RefusedException notFound() {
        return new RefusedException(
                new Refused(ErrorCode.NOT_FOUND, "There is no such chat server; ask discovery where to connect."));
    }

    private static RefusedException directoryAway() {
        return new RefusedException(
                new Refused(ErrorCode.RETRY, "The directory of chat servers does not answer; try again."));
    }

    private static boolean isServerId(String id) {
        return !id.isEmpty()
                && id.length() <= MAX_ID_LENGTH
                && id.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '.'));
    }
}
