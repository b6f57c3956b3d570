package dev.parley.kit.services;

import dev.parley.kit.files.Reloaded;
import dev.parley.kit.tls.Trust;
import java.time.Clock;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// Makes [ServiceCaller]s for this service.
public final class ServiceCallers {
    private final String caller;
    private final Reloaded<ServiceKeys> keys;
    private final Optional<SSLContext> trust;
    private final Clock clock;

    ServiceCallers(String caller, Reloaded<ServiceKeys> keys, Trust trust, Clock clock) {
        this.caller = caller;
        this.keys = keys;
        this.trust = trust.context();
        this.clock = clock;
    }

    /// @param called the service's name, as `api-service`
    public ServiceCaller of(String called) {
        return new ServiceCaller(called, () -> keys.get().sign(caller, called, clock.instant()), trust);
    }
}
