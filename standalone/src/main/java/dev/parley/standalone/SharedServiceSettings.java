package dev.parley.standalone;

import dev.parley.engines.EngineAddresses;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The settings that every service gets: where the engines and the other services are.
final class SharedServiceSettings {
    /// The gateway brings Reactor Netty onto the class path that all share; this would hand it to the others half
    /// configured.
    private static final String ONLY_FOR_THE_GATEWAY =
            "org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration";

    private SharedServiceSettings() {}

    /// @param serviceKeys made by whoever starts first
    static Map<String, Object> of(Ports ports, EngineAddresses engines, Path serviceKeys, Service service) {
        Map<String, Object> settings = new HashMap<>();
        engines.toProperties().forEach((key, value) -> settings.put(key.toString(), value));
        settings.put("parley.services.keys-file", serviceKeys.toString());
        settings.put("parley.services.create-keys", true);
        settings.put("server.address", "127.0.0.1");
        settings.put("server.port", service.port());
        settings.put("parley.urls.gateway", Ports.url(ports.gateway()));
        settings.put("parley.urls.id", Ports.url(ports.id()));
        settings.put("parley.urls.api", Ports.url(ports.api()));
        settings.put("parley.urls.discovery", Ports.url(ports.discovery()));
        settings.put("parley.urls.presence", Ports.url(ports.presence()));
        settings.put("parley.urls.notification", Ports.url(ports.notification()));
        if (service.port() != ports.gateway()) {
            settings.put("spring.autoconfigure.exclude", ONLY_FOR_THE_GATEWAY);
        }
        settings.putAll(service.own());
        return settings;
    }
}
