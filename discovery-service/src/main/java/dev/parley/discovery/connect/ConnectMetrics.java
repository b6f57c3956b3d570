package dev.parley.discovery.connect;

import dev.parley.contracts.error.ErrorCode;
import io.micrometer.core.instrument.MeterRegistry;

/// What devices were answered.
final class ConnectMetrics {
    private final MeterRegistry meters;

    ConnectMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    void granted(String region) {
        meters.counter("discovery.connect.granted", "region", region).increment();
    }

    void noOwner(String region) {
        refused("no_owner", region);
    }

    void directoryStale(String region) {
        refused("directory_stale", region);
    }

    private void refused(String why, String region) {
        meters.counter("discovery.connect.refused", "why", why, "region", region)
                .increment();
    }

    /// A token was not accepted.
    ///
    /// @param code says why
    void tokenRefused(ErrorCode code) {
        meters.counter("discovery.token.refused", "code", code.wireName()).increment();
    }
}
