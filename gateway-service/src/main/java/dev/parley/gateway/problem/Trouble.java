package dev.parley.gateway.problem;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.kit.problem.RefusedException;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ResponseStatusException;

/// What a failure on the way to a backend means to the client.
final class Trouble {
    private static final Refused BACKEND_AWAY = new Refused(ErrorCode.RETRY);

    private Trouble() {}

    /// A refusal that is our fault has code [ErrorCode#INTERNAL]. Backends that can't be reached, break off or take
    /// too long are passing trouble.
    static Refused of(Throwable failure) {
        return switch (failure) {
            case RefusedException refused -> refused.refused();
            case ResponseStatusException status ->
                ofStatus(status.getStatusCode().value());
            case WebSocketClientHandshakeException refused -> ofHandshake(refused.response());
            case IOException unreachable -> BACKEND_AWAY;
            case TimeoutException slow -> BACKEND_AWAY;
            default -> new Refused(ErrorCode.INTERNAL);
        };
    }

    /// @param response of the chat server; null if it broke off, 101 if it speaks no subprotocol the client offered
    private static Refused ofHandshake(@Nullable HttpResponse response) {
        if (response == null) {
            return BACKEND_AWAY;
        }
        int status = response.status().code();
        return switch (status) {
            case 101 -> new Refused(ErrorCode.INVALID_REQUEST, "The chat server speaks none of these subprotocols.");
            case 403 -> new Refused(ErrorCode.FORBIDDEN, "The chat server does not accept this origin.");
            default -> ofStatus(status);
        };
    }

    private static Refused ofStatus(int status) {
        return switch (status) {
            case 404 -> new Refused(ErrorCode.NOT_FOUND);
            case 413 -> new Refused(ErrorCode.REQUEST_TOO_LARGE);
            case 502, 503, 504 -> BACKEND_AWAY;
            default -> new Refused(status < 500 ? ErrorCode.INVALID_REQUEST : ErrorCode.INTERNAL);
        };
    }
}
