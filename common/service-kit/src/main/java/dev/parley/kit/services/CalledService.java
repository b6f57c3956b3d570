package dev.parley.kit.services;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.json.JsonMapper;

/// Another service at its address. Requests go out at once and are not repeated. Safe for any number of threads;
/// they share connections. What is here throws [ServiceAwayException] when there is no answer within the timeout,
/// and when the thread is interrupted, which it stays then.
public final class CalledService implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ServiceCaller caller;
    private final String address;
    private final Duration timeout;
    private final HttpClient http;

    CalledService(ServiceCaller caller, URI address, Duration timeout) {
        this.caller = caller;
        this.address = address.toString().replaceAll("/+$", "");
        this.timeout = timeout;
        this.http = caller.client().connectTimeout(timeout).build();
    }

    /// @param path begins with a slash; with a query, if there is one
    public ServiceAnswer get(String path) throws ServiceAwayException {
        return send(request(path));
    }

    /// Does not wait. What comes of it is an answer, or a failure whose cause says why there is none.
    ///
    /// @param path as above
    public CompletableFuture<ServiceAnswer> getLater(String path) {
        return http.sendAsync(request(path).build(), BodyHandlers.ofByteArray()).thenApply(this::answer);
    }

    /// @param path as above
    public ServiceAnswer delete(String path) throws ServiceAwayException {
        return send(request(path).DELETE());
    }

    /// @param path as above
    /// @param body of a format of ours
    public ServiceAnswer post(String path, byte[] body) throws ServiceAwayException {
        return send(request(path)
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(body)));
    }

    /// @param path as above
    /// @param body becomes JSON
    public ServiceAnswer sendJson(String method, String path, Object body) throws ServiceAwayException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    private HttpRequest.Builder request(String path) {
        return caller.request(URI.create(address + path)).timeout(timeout);
    }

    private ServiceAnswer send(HttpRequest.Builder request) throws ServiceAwayException {
        try {
            return answer(http.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException unreachable) {
            throw new ServiceAwayException(caller.called() + " does not answer", unreachable);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new ServiceAwayException("interrupted while " + caller.called() + " was asked", stopping);
        }
    }

    private ServiceAnswer answer(HttpResponse<byte[]> response) {
        return new ServiceAnswer(caller.called(), response.statusCode(), response.body());
    }

    /// Ends what is under way.
    @Override
    public void close() {
        http.shutdownNow();
    }
}
