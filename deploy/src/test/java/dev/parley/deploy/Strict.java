package dev.parley.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Reads documents as the classes of their kinds. A field that the class does not have is a mistake, which the
/// models themselves would keep without a word.
final class Strict {
    private static final Map<String, Class<? extends HasMetadata>> TYPES = Map.ofEntries(
            Map.entry("v1/ConfigMap", ConfigMap.class),
            Map.entry("v1/Namespace", Namespace.class),
            Map.entry("v1/Secret", Secret.class),
            Map.entry("v1/Service", Service.class),
            Map.entry("v1/ServiceAccount", ServiceAccount.class),
            Map.entry("apps/v1/Deployment", Deployment.class),
            Map.entry("apps/v1/StatefulSet", StatefulSet.class),
            Map.entry("autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
            Map.entry("batch/v1/Job", Job.class),
            Map.entry("gateway.networking.k8s.io/v1/Gateway", Gateway.class),
            Map.entry("gateway.networking.k8s.io/v1/HTTPRoute", HTTPRoute.class),
            Map.entry("networking.k8s.io/v1/Ingress", Ingress.class),
            Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
            Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("kafka.strimzi.io/v1/Kafka", Kafka.class),
            Map.entry("kafka.strimzi.io/v1/KafkaNodePool", KafkaNodePool.class),
            Map.entry("kafka.strimzi.io/v1/KafkaUser", KafkaUser.class));

    /// Of operators that publish no Java classes: the fields of `spec` that are used here, read in their
    /// documentation. What is below them is not checked.
    private static final Map<String, Set<String>> SPEC_FIELDS = Map.of(
            "external-secrets.io/v1/ExternalSecret",
            Set.of("refreshInterval", "secretStoreRef", "target", "data", "dataFrom"),
            "monitoring.coreos.com/v1/PodMonitor",
            Set.of("selector", "podMetricsEndpoints"),
            "postgresql.cnpg.io/v1/Cluster",
            Set.of(
                    "instances",
                    "imageName",
                    "postgresql",
                    "storage",
                    "resources",
                    "topologySpreadConstraints",
                    "managed"),
            "postgresql.cnpg.io/v1/Database",
            Set.of("cluster", "name", "owner", "schemas"),
            "redis.redis.opstreelabs.in/v1beta2/RedisReplication",
            Set.of(
                    "clusterSize",
                    "kubernetesConfig",
                    "acl",
                    "podSecurityContext",
                    "topologySpreadConstraints",
                    "storage"),
            "redis.redis.opstreelabs.in/v1beta2/RedisSentinel",
            Set.of("clusterSize", "kubernetesConfig", "podSecurityContext", "redisSentinelConfig"),
            "cassandra.datastax.com/v1beta1/CassandraDatacenter",
            Set.of(
                    "clusterName",
                    "serverType",
                    "serverVersion",
                    "size",
                    "managementApiAuth",
                    "racks",
                    "superuserSecretName",
                    "users",
                    "storageConfig",
                    "resources",
                    "config"));

    private static final ObjectMapper STRICT = new ObjectMapper()
            .setAnnotationIntrospector(new NoRoomForUnknownFields())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private static final Map<JsonNode, Object> READ = Collections.synchronizedMap(new IdentityHashMap<>());

    private Strict() {}

    private static final class NoRoomForUnknownFields extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }

    /// What is wrong with a document; empty if nothing is.
    static Optional<String> mistake(JsonNode document) {
        String kind = kind(document);
        Class<? extends HasMetadata> type = TYPES.get(kind);
        Set<String> fields = SPEC_FIELDS.get(kind);
        if (type != null) {
            try {
                STRICT.treeToValue(document, type);
                return Optional.empty();
            } catch (JsonProcessingException wrong) {
                return Optional.of(wrong.getOriginalMessage() + " " + wrong.getMessage());
            }
        }
        if (KedaFields.know(kind)) {
            Set<String> mistakes = KedaFields.mistakes(kind, document.path("spec"));
            return mistakes.isEmpty() ? Optional.empty() : Optional.of("unknown in spec, or no text: " + mistakes);
        }
        if (fields == null) {
            return Optional.of("there is no schema for " + kind);
        }
        Set<String> unknown = new TreeSet<>();
        document.path("spec").fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(fields);
        return unknown.isEmpty() ? Optional.empty() : Optional.of("unknown in spec: " + unknown);
    }

    static <T extends HasMetadata> boolean is(JsonNode document, Class<T> type) {
        return type.equals(TYPES.get(kind(document)));
    }

    /// Each document is read once, however many rules ask for it.
    static <T> T as(JsonNode document, Class<T> type) {
        return type.cast(READ.computeIfAbsent(document, it -> read(it, type)));
    }

    private static Object read(JsonNode document, Class<?> type) {
        try {
            return STRICT.treeToValue(document, type);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    private static String kind(JsonNode document) {
        return document.path("apiVersion").asText() + "/"
                + document.path("kind").asText();
    }
}
