package dev.parley.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.kit.problem.RefusedException;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

class TroubleTest {
    @Test
    void aRefusalStaysWhatItIs() {
        assertCode(new RefusedException(ErrorCode.REQUEST_TOO_LARGE), ErrorCode.REQUEST_TOO_LARGE);
    }

    @Test
    void aBackendThatIsAwayBreaksOffOrIsSlowIsPassingTrouble() {
        assertCode(new ConnectException("refused"), ErrorCode.RETRY);
        assertCode(new IOException("reset"), ErrorCode.RETRY);
        assertCode(new TimeoutException(), ErrorCode.RETRY);
        assertCode(new ResponseStatusException(HttpStatus.GATEWAY_TIMEOUT), ErrorCode.RETRY);
        assertCode(new WebSocketClientHandshakeException("broken off"), ErrorCode.RETRY);
        assertCode(handshake(HttpResponseStatus.SERVICE_UNAVAILABLE), ErrorCode.RETRY);
    }

    @Test
    void aRefusedHandshakeIsPassedOn() {
        assertCode(handshake(HttpResponseStatus.NOT_FOUND), ErrorCode.NOT_FOUND);
        assertCode(handshake(HttpResponseStatus.FORBIDDEN), ErrorCode.FORBIDDEN);
        assertCode(handshake(HttpResponseStatus.BAD_REQUEST), ErrorCode.INVALID_REQUEST);
        assertCode(handshake(HttpResponseStatus.SWITCHING_PROTOCOLS), ErrorCode.INVALID_REQUEST);
    }

    @Test
    void anAddressWithoutRouteIsNotFound() {
        assertCode(new ResponseStatusException(HttpStatus.NOT_FOUND), ErrorCode.NOT_FOUND);
    }

    @Test
    void aCallersMistakeIsNotOurs() {
        assertCode(new ResponseStatusException(HttpStatus.METHOD_NOT_ALLOWED), ErrorCode.INVALID_REQUEST);
    }

    @Test
    void anythingElseIsAFaultOfOurs() {
        assertCode(new IllegalStateException("a bug"), ErrorCode.INTERNAL);
    }

    private static WebSocketClientHandshakeException handshake(HttpResponseStatus status) {
        return new WebSocketClientHandshakeException("refused", new DefaultHttpResponse(HttpVersion.HTTP_1_1, status));
    }

    private static void assertCode(Throwable failure, ErrorCode code) {
        assertThat(Trouble.of(failure).code()).isEqualTo(code);
    }
}
