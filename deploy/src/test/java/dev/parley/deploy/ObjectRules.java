package dev.parley.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRule;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Listener;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What must be true of objects and of how they meet.
final class ObjectRules {
    private static final Pattern FROM_ENVIRONMENT = Pattern.compile("\\$\\{([A-Z_]+)(:[^}]*)?}");

    static final List<Rule> ALL = List.of(
            new Rule("every document is what its schema says", ObjectRules::schemas),
            new Rule("every object has its namespace and stands once", ObjectRules::names),
            new Rule("Services and selectors meet pods", ObjectRules::selectors),
            new Rule("every service has a disruption budget", ObjectRules::budgets),
            new Rule("every settings key is read by its service", ObjectRules::settings),
            new Rule("what files take from the environment is there", ObjectRules::placeholders),
            new Rule("production has no Secret in its files, trial has all", ObjectRules::secrets),
            new Rule("the way in leads to the gateway and lets sockets live", ObjectRules::wayIn),
            new Rule("production scales by itself", ObjectRules::autoscaling),
            new Rule("lag is that of the service's own topic and group", ObjectRules::lag),
            new Rule("production's engines keep what was acknowledged", ObjectRules::durability),
            new Rule("Redis's sentinels log in to what they watch", ObjectRules::sentinels));

    private ObjectRules() {}

    private static void schemas(Overlay overlay, Consumer<String> wrong) {
        overlay.documents()
                .forEach(it -> Strict.mistake(it)
                        .ifPresent(mistake -> wrong.accept(it.path("kind").asText() + " "
                                + it.path("metadata").path("name").asText() + ": " + mistake)));
    }

    private static void names(Overlay overlay, Consumer<String> wrong) {
        Set<String> seen = new HashSet<>();
        for (JsonNode it : overlay.documents()) {
            JsonNode metadata = it.path("metadata");
            String name =
                    it.path("kind").asText() + " " + metadata.path("namespace").asText() + "/"
                            + metadata.path("name").asText();
            boolean namespace = it.path("kind").asText().equals("Namespace");
            if (!namespace && !metadata.path("namespace").asText().startsWith("parley")) {
                wrong.accept(name + " has no namespace");
            }
            if (!seen.add(name)) {
                wrong.accept(name + " is there twice");
            }
        }
    }

    private static void selectors(Overlay overlay, Consumer<String> wrong) {
        for (Service it : overlay.all(Service.class)) {
            List<Workload> behind = overlay.workloads().stream()
                    .filter(workload -> workload.isSelectedBy(it.getSpec().getSelector()))
                    .toList();
            if (behind.size() != 1) {
                wrong.accept("Service " + it.getMetadata().getName() + " leads to " + behind.size() + " workloads");
            }
            for (Workload workload : behind) {
                it.getSpec().getPorts().stream()
                        .filter(port -> port.getTargetPort() != null
                                && workload.port(port.getTargetPort()).isEmpty())
                        .forEach(port -> wrong.accept(
                                "Service " + it.getMetadata().getName() + ": no port " + port.getTargetPort()));
            }
        }
        for (Workload it : overlay.workloads()) {
            if (!it.isSelectedBy(it.selector())) {
                wrong.accept(it.name() + " does not select its own pods");
            }
        }
        for (StatefulSet it : overlay.all(StatefulSet.class)) {
            boolean headless = overlay.all(Service.class).stream()
                    .anyMatch(service ->
                            service.getMetadata().getName().equals(it.getSpec().getServiceName())
                                    && "None".equals(service.getSpec().getClusterIP()));
            if (!headless) {
                wrong.accept("StatefulSet " + it.getMetadata().getName() + " has no headless Service");
            }
        }
    }

    private static void budgets(Overlay overlay, Consumer<String> wrong) {
        for (Workload it : overlay.services()) {
            long budgets = overlay.all(PodDisruptionBudget.class).stream()
                    .filter(budget -> it.isSelectedBy(budget.getSpec().getSelector())
                            && Objects.equals(
                                    1, budget.getSpec().getMaxUnavailable().getIntVal()))
                    .count();
            if (budgets != 1) {
                wrong.accept(it.name() + " has " + budgets + " budgets");
            }
        }
    }

    private static void settings(Overlay overlay, Consumer<String> wrong) {
        for (Workload it : overlay.services()) {
            SettingsKeys known = SettingsKeys.of(it.name());
            MountedSettings.values(overlay, it).keySet().stream()
                    .filter(key -> key.startsWith("parley.") && !known.knows(key))
                    .forEach(key -> wrong.accept(it.name() + " does not read " + key));
        }
    }

    /// A key that only other services use may be left open: nobody asks for it. So what is checked is that the
    /// Secret is there and, where the file has it, that it holds what the service's engines and keys want.
    private static void placeholders(Overlay overlay, Consumer<String> wrong) {
        for (Workload it : overlay.services()) {
            Set<String> given = new HashSet<>();
            it.container().getEnv().forEach(variable -> given.add(variable.getName()));
            String secretName =
                    it.container().getEnvFrom().getFirst().getSecretRef().getName();
            Optional<Secret> secret = overlay.all(Secret.class).stream()
                    .filter(candidate -> candidate.getMetadata().getName().equals(secretName))
                    .findFirst();
            boolean external = overlay.documents().stream()
                    .anyMatch(candidate -> candidate.path("kind").asText().equals("ExternalSecret")
                            && candidate
                                    .path("spec")
                                    .path("target")
                                    .path("name")
                                    .asText()
                                    .equals(secretName));
            if (secret.isEmpty() && !external) {
                wrong.accept(it.name() + ": nobody makes the Secret " + secretName);
            }
            secret.ifPresent(found -> {
                given.addAll(found.getData().keySet());
                wanted(overlay, it).stream()
                        .filter(name -> !given.contains(name))
                        .forEach(name -> wrong.accept(it.name() + " gets no " + name));
            });
        }
    }

    /// The variables in files that concern the service: its own files, and of the shared ones the engines that it
    /// uses.
    private static Set<String> wanted(Overlay overlay, Workload it) {
        Set<String> wanted = new HashSet<>();
        MountedSettings.values(overlay, it).forEach((key, value) -> {
            String group = key.startsWith("parley.") ? key.split("\\.")[1] : "";
            boolean engine = Set.of("postgres", "redis", "kafka", "cassandra").contains(group);
            boolean ticket = group.equals("ticket");
            boolean concerns = engine
                    ? it.labels().containsKey("parley.dev/" + group)
                    : !ticket || Set.of("chat-service", "discovery-service").contains(it.name());
            if (concerns) {
                FROM_ENVIRONMENT
                        .matcher(value)
                        .results()
                        .filter(found -> found.group(2) == null)
                        .forEach(found -> wanted.add(found.group(1)));
            }
        });
        return wanted;
    }

    private static void secrets(Overlay overlay, Consumer<String> wrong) {
        if (overlay.isProduction()) {
            overlay.all(Secret.class)
                    .forEach(it -> wrong.accept(
                            "a Secret in the files: " + it.getMetadata().getName()));
        }
    }

    private static void wayIn(Overlay overlay, Consumer<String> wrong) {
        List<Ingress> ingresses = overlay.all(Ingress.class);
        List<HTTPRoute> routes = overlay.all(HTTPRoute.class);
        if (ingresses.size() + routes.size() != 1) {
            wrong.accept("there are " + (ingresses.size() + routes.size()) + " ways in");
        }
        for (Ingress it : ingresses) {
            it.getSpec()
                    .getRules()
                    .forEach(rule -> rule.getHttp().getPaths().forEach(path -> {
                        var backend = path.getBackend().getService();
                        checkBackend(
                                overlay, backend.getName(), backend.getPort().getName(), wrong);
                    }));
            Map<String, String> annotations = it.getMetadata().getAnnotations();
            if (!"3600".equals(annotations.get("nginx.ingress.kubernetes.io/proxy-read-timeout"))) {
                wrong.accept("the Ingress cuts quiet sockets");
            }
        }
        for (HTTPRoute it : routes) {
            it.getSpec()
                    .getRules()
                    .forEach(rule -> rule.getBackendRefs()
                            .forEach(backend -> checkBackend(
                                    overlay, backend.getName(), String.valueOf(backend.getPort()), wrong)));
            if (it.getSpec().getRules().stream().noneMatch(ObjectRules::letsSocketsLive)) {
                wrong.accept("the HTTPRoute limits how long a socket lives");
            }
            it.getSpec().getParentRefs().forEach(parent -> {
                String namespace = it.getMetadata().getNamespace();
                boolean listens = overlay.all(Gateway.class).stream()
                        .filter(gateway -> gateway.getMetadata().getName().equals(parent.getName())
                                && gateway.getMetadata()
                                        .getNamespace()
                                        .equals(Objects.requireNonNullElse(parent.getNamespace(), namespace)))
                        .flatMap(gateway -> gateway.getSpec().getListeners().stream())
                        .anyMatch(listener -> listener.getName().equals(parent.getSectionName())
                                && it.getSpec().getHostnames().contains(listener.getHostname())
                                && letsIn(listener, namespace));
                if (!listens) {
                    wrong.accept("no Gateway listens for the HTTPRoute");
                }
            });
        }
    }

    private static boolean letsIn(Listener listener, String namespace) {
        LabelSelector selector = listener.getAllowedRoutes().getNamespaces().getSelector();
        return selector != null
                && Map.of("kubernetes.io/metadata.name", namespace).equals(selector.getMatchLabels());
    }

    private static boolean letsSocketsLive(HTTPRouteRule rule) {
        return rule.getMatches().stream()
                        .anyMatch(match -> match.getPath().getValue().equals("/ws/"))
                && rule.getTimeouts() != null
                && "0s".equals(rule.getTimeouts().getRequest())
                && "0s".equals(rule.getTimeouts().getBackendRequest());
    }

    private static void checkBackend(Overlay overlay, String name, String port, Consumer<String> wrong) {
        boolean there = name.equals("gateway-service")
                && overlay.all(Service.class).stream()
                        .filter(it -> it.getMetadata().getName().equals(name))
                        .flatMap(it -> it.getSpec().getPorts().stream())
                        .anyMatch(it -> port.equals(it.getName()) || port.equals(String.valueOf(it.getPort())));
        if (!there) {
            wrong.accept("the way in leads to " + name + ":" + port);
        }
    }

    private static void autoscaling(Overlay overlay, Consumer<String> wrong) {
        if (!overlay.isProduction()) {
            return;
        }
        for (Workload it : overlay.services()) {
            List<HorizontalPodAutoscaler> scalers = overlay.all(HorizontalPodAutoscaler.class).stream()
                    .filter(hpa -> hpa.getSpec().getScaleTargetRef().getName().equals(it.name())
                            && hpa.getSpec().getScaleTargetRef().getKind().equals(it.kind()))
                    .toList();
            List<ObjectNode> onLag = onLag(overlay, it);
            if (scalers.size() + onLag.size() != 1) {
                wrong.accept(it.name() + " has " + (scalers.size() + onLag.size()) + " autoscalers");
            }
            boolean enough = scalers.stream().allMatch(hpa -> hpa.getSpec().getMinReplicas() >= 3)
                    && onLag.stream()
                            .allMatch(keda -> keda.at("/spec/minReplicaCount").asInt() >= 3);
            if (!enough) {
                wrong.accept(it.name() + " is scaled to less than one in each zone");
            }
            boolean onConnections = scalers.stream()
                    .flatMap(hpa -> hpa.getSpec().getMetrics().stream())
                    .anyMatch(metric -> metric.getPods() != null
                            && metric.getPods().getMetric().getName().equals("chat_edge_connections"));
            if (it.name().equals("chat-service") && !onConnections) {
                wrong.accept("chat-service is not scaled on connections");
            }
        }
        overlay.all(StatefulSet.class)
                .forEach(it -> leavesReplicas(it, it.getSpec().getReplicas(), wrong));
        overlay.all(Deployment.class)
                .forEach(it -> leavesReplicas(it, it.getSpec().getReplicas(), wrong));
    }

    private static List<ObjectNode> onLag(Overlay overlay, Workload it) {
        return overlay.documents().stream()
                .filter(keda -> keda.path("kind").asText().equals("ScaledObject")
                        && keda.at("/spec/scaleTargetRef/name").asText().equals(it.name())
                        && keda.at("/spec/scaleTargetRef/kind").asText().equals(it.kind()))
                .toList();
    }

    /// KEDA asks at the brokers that the service uses, for a topic and a group that the service may read, as a user
    /// that may look at them.
    private static void lag(Overlay overlay, Consumer<String> wrong) {
        for (Workload it : overlay.services()) {
            String brokers = MountedSettings.values(overlay, it).getOrDefault("parley.kafka.bootstrap", "");
            for (ObjectNode keda : onLag(overlay, it)) {
                int triggers = 0;
                for (JsonNode trigger : keda.at("/spec/triggers")) {
                    if (trigger.path("type").asText().equals("kafka")) {
                        triggers++;
                        JsonNode asked = trigger.path("metadata");
                        if (!asked.path("bootstrapServers").asText().equals(brokers)) {
                            wrong.accept(it.name() + ": lag is asked for at other brokers");
                        }
                        for (String kind : List.of("topic", "group")) {
                            String name = asked.path(kind.equals("group") ? "consumerGroup" : kind)
                                    .asText();
                            if (!may(overlay, it.name(), kind, name, "Read")
                                    || !may(overlay, "keda", kind, name, "Describe")) {
                                wrong.accept(it.name() + ": nobody may read or look at " + kind + " " + name);
                            }
                        }
                    }
                }
                if (triggers != 1) {
                    wrong.accept(it.name() + " is not scaled on lag");
                }
            }
        }
    }

    private static boolean may(Overlay overlay, String user, String kind, String name, String operation) {
        for (JsonNode acl : overlay.document("KafkaUser", user).at("/spec/authorization/acls")) {
            if (acl.at("/resource/type").asText().equals(kind)
                    && acl.at("/resource/name").asText().equals(name)
                    && acl.path("operations").toString().contains("\"" + operation + "\"")) {
                return true;
            }
        }
        return false;
    }

    private static void leavesReplicas(HasMetadata it, @Nullable Integer replicas, Consumer<String> wrong) {
        if (replicas != null) {
            wrong.accept(it.getMetadata().getName() + " says a number that is the autoscaler's");
        }
    }

    private static void durability(Overlay overlay, Consumer<String> wrong) {
        if (!overlay.isProduction()) {
            return;
        }
        Map<String, Object> kafka =
                overlay.all(Kafka.class).getFirst().getSpec().getKafka().getConfig();
        Map.of("min.insync.replicas", "2", "unclean.leader.election.enable", "false", "default.replication.factor", "3")
                .forEach((key, value) -> {
                    if (!value.equals(String.valueOf(kafka.get(key)))) {
                        wrong.accept("Kafka: " + key + " is " + kafka.get(key));
                    }
                });
        for (KafkaNodePool it : overlay.all(KafkaNodePool.class)) {
            if (it.getSpec().getReplicas() < 3) {
                wrong.accept("Kafka: " + it.getMetadata().getName() + " has less than three");
            }
        }
        Workload chat = overlay.services().stream()
                .filter(it -> it.name().equals("chat-service"))
                .findFirst()
                .orElseThrow();
        Map<String, String> settings = MountedSettings.values(overlay, chat);
        for (String key : List.of("parley.chat.topics.replication", "parley.chat.schema.replication")) {
            if (!"3".equals(settings.get(key))) {
                wrong.accept(key + " is " + settings.get(key));
            }
        }
        if (overlay.document("CassandraDatacenter", "dc1")
                        .path("spec")
                        .path("racks")
                        .size()
                != 3) {
            wrong.accept("Cassandra is not in three racks");
        }
        if (overlay.document("Cluster", "postgres")
                        .path("spec")
                        .path("instances")
                        .asInt()
                < 3) {
            wrong.accept("PostgreSQL has less than three instances");
        }
    }

    /// The operator gives sentinels no other password for it than the one that stands here, whatever their own is.
    private static void sentinels(Overlay overlay, Consumer<String> wrong) {
        for (ObjectNode it : overlay.documents()) {
            if (it.path("kind").asText().equals("RedisSentinel")) {
                JsonNode watches = it.at("/spec/redisSentinelConfig");
                JsonNode asked = overlay.document(
                                "RedisReplication",
                                watches.path("redisReplicationName").asText())
                        .at("/spec/kubernetesConfig/redisSecret");
                if (!asked.equals(watches.at("/redisReplicationPassword/secretKeyRef"))) {
                    wrong.accept("sentinels do not know the password of what they watch");
                }
            }
        }
    }
}
