package dev.parley.standalone;

import dev.parley.api.ApiService;
import dev.parley.chat.ChatService;
import dev.parley.discovery.DiscoveryService;
import dev.parley.gateway.GatewayService;
import dev.parley.id.IdService;
import dev.parley.notification.NotificationService;
import dev.parley.presence.PresenceService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.context.ConfigurableApplicationContext;

/// One service: how it is started here.
///
/// @param name as in the log and on the terminal
/// @param port of its HTTP server, where its health is
/// @param own settings that are not the same for all
/// @param launch starts it in this JVM and returns once it serves
record Service(
        String name,
        int port,
        Map<String, Object> own,
        Function<Map<String, Object>, ConfigurableApplicationContext> launch) {

    Service {
        own = Map.copyOf(own);
    }

    /// The same with more settings of its own.
    Service with(Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(own);
        all.putAll(more);
        return new Service(name, port, all, launch);
    }

    /// In the order in which they start, two at a time: the first hands out the worker numbers, chat makes the topics
    /// that others read.
    static List<Service> all(Ports ports) {
        return List.of(
                new Service("id", ports.id(), Map.of(), IdService::launch),
                new Service("chat", ports.chat(), chat(ports), ChatService::launch),
                new Service("api", ports.api(), Map.of(), ApiService::launch),
                new Service("discovery", ports.discovery(), Map.of(), DiscoveryService::launch),
                new Service("presence", ports.presence(), Map.of(), PresenceService::launch),
                new Service("notification", ports.notification(), notification(), NotificationService::launch),
                new Service("gateway", ports.gateway(), Map.of(), GatewayService::launch));
    }

    /// Without an account at a push provider: the log says whom it would ring.
    private static Map<String, Object> notification() {
        return Map.of("parley.push.log.enabled", true, "parley.push.requests.log-every-device", true);
    }

    /// Only this machine reaches the sockets; the way in is the gateway.
    private static Map<String, Object> chat(Ports ports) {
        return Map.of(
                "parley.chat.edge.host",
                "127.0.0.1",
                "parley.chat.edge.port",
                ports.chatSockets(),
                "parley.chat.server.address",
                "localhost:" + ports.chatSockets(),
                "parley.chat.server.url",
                "ws://localhost:" + ports.gateway() + "/ws/{id}");
    }
}
