package dev.parley.kit.ids;

import dev.parley.kit.services.ServiceCaller;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Leases from id-service over HTTP.
final class HttpLeaseStore implements LeaseStore, AutoCloseable {
    private static final String LEASES = "/internal/leases";
    private static final int CREATED = 201;
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int CONFLICT = 409;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI idService;
    private final Duration timeout;
    private final ServiceCaller caller;
    private final HttpClient client;

    HttpLeaseStore(URI idService, Duration timeout, ServiceCaller caller) {
        this.idService = idService;
        this.timeout = timeout;
        this.caller = caller;
        this.client = caller.client().connectTimeout(timeout).build();
    }

    @Override
    public WorkerLease acquire(String holder, long highestTimeUsedMs) {
        HttpResponse<byte[]> response =
                send("POST", LEASES, Map.of("holder", holder, "highestTimeUsed", highestTimeUsedMs));
        if (response.statusCode() == CREATED) {
            return lease(response);
        }
        throw unexpected(response);
    }

    @Override
    public Optional<WorkerLease> renew(int worker, UUID token, long highestTimeUsedMs) {
        HttpResponse<byte[]> response = send("PUT", LEASES + "/" + worker, proof(token, highestTimeUsedMs));
        return switch (response.statusCode()) {
            case OK -> Optional.of(lease(response));
            case CONFLICT -> Optional.empty();
            default -> throw unexpected(response);
        };
    }

    @Override
    public boolean release(int worker, UUID token, long highestTimeUsedMs) {
        HttpResponse<byte[]> response = send("DELETE", LEASES + "/" + worker, proof(token, highestTimeUsedMs));
        return switch (response.statusCode()) {
            case NO_CONTENT -> true;
            case CONFLICT -> false;
            default -> throw unexpected(response);
        };
    }

    private static Map<String, Object> proof(UUID token, long highestTimeUsedMs) {
        return Map.of("token", token.toString(), "highestTimeUsed", highestTimeUsedMs);
    }

    private HttpResponse<byte[]> send(String method, String path, Map<String, Object> body) {
        HttpRequest request = caller.request(idService.resolve(path))
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (IOException unreachable) {
            throw new LeasesUnavailableException("id-service does not answer", unreachable);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new LeasesUnavailableException("interrupted", stopping);
        }
    }

    private static WorkerLease lease(HttpResponse<byte[]> response) {
        try {
            return JSON.readValue(response.body(), LeaseBody.class).lease();
        } catch (JacksonException | IllegalArgumentException | DateTimeException unreadable) {
            throw new LeasesUnavailableException("id-service answers with something else than a lease", unreadable);
        }
    }

    private static LeasesUnavailableException unexpected(HttpResponse<byte[]> response) {
        return new LeasesUnavailableException(
                "id-service answers with status " + response.statusCode() + detail(response.body()), null);
    }

    /// What a problem (RFC 9457) says, if it is one.
    private static String detail(byte[] body) {
        try {
            String detail = JSON.readTree(body).path("detail").asString("");
            return detail.isEmpty() ? "" : ": " + detail;
        } catch (JacksonException notJson) {
            return "";
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
