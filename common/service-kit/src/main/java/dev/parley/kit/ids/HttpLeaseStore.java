package dev.parley.kit.ids;

import dev.parley.kit.services.CalledService;
import dev.parley.kit.services.ServiceAnswer;
import dev.parley.kit.services.ServiceAwayException;
import dev.parley.kit.services.ServiceCaller;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Leases from id-service over HTTP.
final class HttpLeaseStore implements LeaseStore, AutoCloseable {
    private static final String LEASES = "/internal/leases";
    private static final int CREATED = 201;
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int CONFLICT = 409;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final CalledService idService;

    HttpLeaseStore(URI idService, Duration timeout, ServiceCaller caller) {
        this.idService = caller.at(idService, timeout);
    }

    @Override
    public WorkerLease acquire(String holder, long highestTimeUsedMs) {
        try {
            ServiceAnswer answer =
                    idService.sendJson("POST", LEASES, Map.of("holder", holder, "highestTimeUsed", highestTimeUsedMs));
            if (answer.status() == CREATED) {
                return answer.readJson(HttpLeaseStore::lease);
            }
            throw answer.unexpected();
        } catch (ServiceAwayException away) {
            throw unavailable(away);
        }
    }

    @Override
    public Optional<WorkerLease> renew(int worker, UUID token, long highestTimeUsedMs) {
        try {
            ServiceAnswer answer = idService.sendJson("PUT", LEASES + "/" + worker, proof(token, highestTimeUsedMs));
            return switch (answer.status()) {
                case OK -> Optional.of(answer.readJson(HttpLeaseStore::lease));
                case CONFLICT -> Optional.empty();
                default -> throw answer.unexpected();
            };
        } catch (ServiceAwayException away) {
            throw unavailable(away);
        }
    }

    @Override
    public boolean release(int worker, UUID token, long highestTimeUsedMs) {
        try {
            ServiceAnswer answer = idService.sendJson("DELETE", LEASES + "/" + worker, proof(token, highestTimeUsedMs));
            return switch (answer.status()) {
                case NO_CONTENT -> true;
                case CONFLICT -> false;
                default -> throw answer.unexpected();
            };
        } catch (ServiceAwayException away) {
            throw unavailable(away);
        }
    }

    private static Map<String, Object> proof(UUID token, long highestTimeUsedMs) {
        return Map.of("token", token.toString(), "highestTimeUsed", highestTimeUsedMs);
    }

    private static WorkerLease lease(JsonNode json) {
        if (!json.isObject()) {
            throw new IllegalArgumentException("no lease");
        }
        return JSON.treeToValue(json, LeaseBody.class).lease();
    }

    private static LeasesUnavailableException unavailable(ServiceAwayException away) {
        return new LeasesUnavailableException(away.reason(), away);
    }

    @Override
    public void close() {
        idService.close();
    }
}
