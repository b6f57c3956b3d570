package dev.parley.deploy;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.kafka.listener.GenericKafkaListener;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Nobody may connect to anybody, except those who must.
final class NetworkRules {
    private static final Pattern SERVICE_URL = Pattern.compile("http://([a-z]+-service):(\\d+)");

    /// Who calls whom over HTTP, read in the services' wiring: `parley.urls.*`.
    private static final Map<String, List<String>> CALLS = Map.of(
            "api-service", List.of("id-service", "notification-service"),
            "chat-service", List.of("id-service", "api-service", "presence-service"),
            "discovery-service", List.of("api-service"),
            "gateway-service",
                    List.of(
                            "id-service",
                            "api-service",
                            "discovery-service",
                            "presence-service",
                            "notification-service"),
            "id-service", List.of(),
            "notification-service", List.of("api-service"),
            "presence-service", List.of("api-service"));

    private static final Map<String, Integer> ENGINES =
            Map.of("postgres", 5432, "redis", 6379, "kafka", 9092, "cassandra", 9042);

    private static final int SOCKETS = 7084;
    private static final int OTLP = 4318;
    private static final int MANAGEMENT = 7090;

    static final List<Rule> ALL = List.of(
            new Rule("nothing is allowed that no policy says", NetworkRules::defaultDeny),
            new Rule("every policy selects pods", NetworkRules::selectSomebody),
            new Rule("services reach those they call, from both ends, and no others", NetworkRules::calls),
            new Rule("services reach the engines they use", NetworkRules::engines),
            new Rule("who migrates reaches one store and nobody else", NetworkRules::migrations),
            new Rule("who traces reaches a collector", NetworkRules::traces),
            new Rule("Prometheus reaches metrics, and only the way in reaches the gateway", NetworkRules::outside),
            new Rule("the proxy of a Gateway reaches the gateway", NetworkRules::gateways),
            new Rule("the policy that Strimzi makes lets in who uses Kafka and nobody else", NetworkRules::listeners));

    private NetworkRules() {}

    private static List<NetworkPolicy> policies(Overlay overlay) {
        return overlay.all(NetworkPolicy.class).stream()
                .filter(it -> it.getMetadata().getNamespace().equals("parley"))
                .toList();
    }

    private static void defaultDeny(Overlay overlay, Consumer<String> wrong) {
        boolean denies = policies(overlay).stream()
                .anyMatch(it -> isEmpty(it.getSpec().getPodSelector().getMatchLabels())
                        && isEmpty(it.getSpec().getIngress())
                        && isEmpty(it.getSpec().getEgress())
                        && it.getSpec().getPolicyTypes().containsAll(List.of("Ingress", "Egress")));
        if (!denies) {
            wrong.accept("without a policy a pod may reach all and be reached by all");
        }
        boolean names = overlay.services().stream()
                .allMatch(it -> egress(overlay, it)
                        .anyMatch(rule -> rule.ports().stream()
                                .anyMatch(port -> number(port) == 53 && "UDP".equals(port.getProtocol()))));
        if (!names) {
            wrong.accept("names can't be looked up");
        }
    }

    private static boolean isEmpty(@Nullable Object it) {
        return it == null || it.equals(List.of()) || it.equals(Map.of());
    }

    private static void selectSomebody(Overlay overlay, Consumer<String> wrong) {
        for (NetworkPolicy it : policies(overlay)) {
            boolean selects = overlay.workloads().stream()
                    .anyMatch(workload -> workload.isSelectedBy(it.getSpec().getPodSelector()));
            if (!selects) {
                wrong.accept("NetworkPolicy " + it.getMetadata().getName() + " selects nobody");
            }
        }
    }

    private static void calls(Overlay overlay, Consumer<String> wrong) {
        for (Workload caller : overlay.services()) {
            Map<String, String> settings = MountedSettings.values(overlay, caller);
            for (Workload callee : overlay.services()) {
                boolean calls = CALLS.getOrDefault(caller.name(), List.of()).contains(callee.name());
                int port = calls || !callee.name().equals("chat-service") ? port(settings, callee) : SOCKETS;
                boolean passes =
                        caller.name().equals("gateway-service") && callee.name().equals("chat-service");
                boolean out = egress(overlay, caller).anyMatch(it -> it.names(callee) && it.has(port, callee));
                boolean in = ingress(overlay, callee).anyMatch(it -> it.names(caller) && it.has(port, callee));
                if ((calls || passes) && !(out && in)) {
                    wrong.accept(caller.name() + " can't reach " + callee.name() + ":" + port);
                }
                if (!calls && !passes && (out || in)) {
                    wrong.accept(caller.name() + " has no business with " + callee.name());
                }
                if (callee.port(new IntOrString(port)).isEmpty()) {
                    wrong.accept(callee.name() + " does not listen at " + port);
                }
            }
        }
    }

    /// Where the settings say that a service is.
    private static int port(Map<String, String> settings, Workload service) {
        for (String value : settings.values()) {
            Matcher url = SERVICE_URL.matcher(value);
            if (url.matches() && url.group(1).equals(service.name())) {
                return Integer.parseInt(url.group(2));
            }
        }
        throw new IllegalArgumentException("no address of " + service.name() + " in the settings");
    }

    private static void engines(Overlay overlay, Consumer<String> wrong) {
        for (Workload service : overlay.services()) {
            ENGINES.forEach((engine, port) -> {
                boolean client = service.labels().containsKey("parley.dev/" + engine);
                boolean reaches = egress(overlay, service)
                        .anyMatch(it -> it.ports().stream().anyMatch(found -> number(found) == port));
                if (client != reaches) {
                    wrong.accept(service.name() + (client ? " can't reach " : " may reach ") + engine);
                }
                boolean uses = Repository.read(
                                Repository.ROOT.resolve(service.name()).resolve("pom.xml"))
                        .contains(artifact(engine, service.name()));
                if (client != uses) {
                    wrong.accept(service.name() + (uses ? " uses " : " does not use ") + engine + ", says its POM");
                }
            });
        }
    }

    private static void migrations(Overlay overlay, Consumer<String> wrong) {
        for (Workload job : overlay.workloads()) {
            if (MigrationRules.isMigration(job)) {
                List<Integer> reached = egress(overlay, job)
                        .flatMap(it -> it.ports().stream())
                        .map(NetworkRules::number)
                        .filter(port -> port != 53)
                        .sorted()
                        .toList();
                boolean one = reached.size() == 1
                        && ENGINES.entrySet().stream()
                                .anyMatch(it -> it.getValue().equals(reached.getFirst())
                                        && job.labels().containsKey("parley.dev/" + it.getKey()));
                if (!one) {
                    wrong.accept(job.name() + " reaches " + reached);
                }
            }
        }
    }

    private static void traces(Overlay overlay, Consumer<String> wrong) {
        for (Workload service : overlay.services()) {
            boolean traces = SettingsKeys.traces(service.name());
            boolean reaches = egress(overlay, service)
                    .anyMatch(it -> it.isNamespace("parley.dev/traces", "true")
                            && it.ports().stream().anyMatch(port -> number(port) == OTLP));
            if (traces != reaches) {
                wrong.accept(service.name() + (traces ? " can't hand over its traces" : " has no traces to hand over"));
            }
        }
    }

    /// Whoever has the driver uses the engine.
    private static String artifact(String engine, String service) {
        return switch (engine) {
            case "postgres" -> "<artifactId>postgresql</artifactId>";
            case "redis" ->
                service.equals("gateway-service")
                        ? "<artifactId>spring-boot-starter-data-redis-reactive</artifactId>"
                        : "<artifactId>lettuce-core</artifactId>";
            case "kafka" -> "<artifactId>kafka-clients</artifactId>";
            default -> "<artifactId>java-driver-core</artifactId>\n    </dependency>";
        };
    }

    private static void outside(Overlay overlay, Consumer<String> wrong) {
        for (Workload service : overlay.services()) {
            boolean scraped = ingress(overlay, service)
                    .anyMatch(it ->
                            it.isNamespace("kubernetes.io/metadata.name", "monitoring") && it.has(MANAGEMENT, service));
            if (!scraped) {
                wrong.accept("Prometheus can't reach " + service.name());
            }
            boolean open = ingress(overlay, service).anyMatch(it -> it.isNamespace("parley.dev/way-in", "true"));
            if (open != service.name().equals("gateway-service")) {
                wrong.accept("the way in and " + service.name() + ": " + (open ? "open" : "closed"));
            }
        }
    }

    /// The proxy of a Gateway may run in the Gateway's namespace, where a policy that denies all would shut it in.
    private static void gateways(Overlay overlay, Consumer<String> wrong) {
        for (Gateway it : overlay.all(Gateway.class)) {
            String namespace = it.getMetadata().getNamespace();
            boolean shutIn = overlay.all(NetworkPolicy.class).stream()
                    .anyMatch(policy -> policy.getMetadata().getNamespace().equals(namespace));
            if (shutIn) {
                wrong.accept("policies of " + namespace + " shut in the Gateway's proxy");
            }
            boolean open = overlay.all(Namespace.class).stream()
                    .filter(found -> found.getMetadata().getName().equals(namespace))
                    .anyMatch(found -> found.getMetadata().getLabels() != null
                            && "true".equals(found.getMetadata().getLabels().get("parley.dev/way-in")));
            if (!open) {
                wrong.accept(namespace + " is not labelled as the way in");
            }
        }
    }

    /// Strimzi makes a policy for each listener, which adds to ours: without peers it lets everybody in.
    private static void listeners(Overlay overlay, Consumer<String> wrong) {
        for (Kafka kafka : overlay.all(Kafka.class)) {
            for (GenericKafkaListener listener : kafka.getSpec().getKafka().getListeners()) {
                Allowed allowed =
                        new Allowed(Objects.requireNonNullElse(listener.getNetworkPolicyPeers(), List.of()), List.of());
                boolean bounded = !allowed.peers().isEmpty()
                        && allowed.peers().stream()
                                .allMatch(peer -> peer.getPodSelector() != null && peer.getNamespaceSelector() != null);
                if (!bounded) {
                    wrong.accept("Kafka's listener " + listener.getName() + " is open to all");
                }
                for (Workload it : overlay.services()) {
                    boolean client = it.labels().containsKey("parley.dev/kafka");
                    if (client != allowed.namesFromAfar(it)) {
                        wrong.accept(it.name() + " and Kafka's listener " + listener.getName() + ": "
                                + (client ? "shut out" : "let in"));
                    }
                }
            }
        }
    }

    /// One rule of a policy, whichever direction.
    private record Allowed(List<NetworkPolicyPeer> peers, List<NetworkPolicyPort> ports) {
        boolean names(Workload other) {
            return peers.stream()
                    .anyMatch(peer -> peer.getPodSelector() != null
                            && peer.getNamespaceSelector() == null
                            && other.isSelectedBy(peer.getPodSelector()));
        }

        /// The same from another namespace.
        boolean namesFromAfar(Workload other) {
            return peers.stream()
                    .anyMatch(peer -> peer.getNamespaceSelector() != null
                            && Map.of("kubernetes.io/metadata.name", other.namespace())
                                    .equals(peer.getNamespaceSelector().getMatchLabels())
                            && other.isSelectedBy(peer.getPodSelector()));
        }

        boolean isNamespace(String label, String value) {
            return peers.stream()
                    .anyMatch(peer -> peer.getNamespaceSelector() != null
                            && value.equals(Objects.requireNonNullElse(
                                            peer.getNamespaceSelector().getMatchLabels(), Map.<String, String>of())
                                    .get(label)));
        }

        boolean has(int port, Workload listener) {
            return ports.stream()
                    .anyMatch(it -> listener.port(it.getPort()).stream().anyMatch(found -> found == port));
        }
    }

    private static int number(NetworkPolicyPort port) {
        return port.getPort() == null || port.getPort().getIntVal() == null
                ? 0
                : port.getPort().getIntVal();
    }

    private static Stream<Allowed> egress(Overlay overlay, Workload from) {
        return rules(
                overlay,
                from,
                it -> it.getSpec().getEgress().stream().map(rule -> new Allowed(rule.getTo(), rule.getPorts())));
    }

    private static Stream<Allowed> ingress(Overlay overlay, Workload to) {
        return rules(
                overlay,
                to,
                it -> it.getSpec().getIngress().stream().map(rule -> new Allowed(rule.getFrom(), rule.getPorts())));
    }

    private static Stream<Allowed> rules(
            Overlay overlay, Workload about, Function<NetworkPolicy, Stream<Allowed>> direction) {
        return policies(overlay).stream()
                .filter(it -> about.isSelectedBy(it.getSpec().getPodSelector()))
                .flatMap(direction);
    }
}
