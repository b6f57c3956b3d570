package dev.parley.deploy;

import java.util.List;

/// What breaks [ObjectRules].
final class ObjectBreakages {
    private static final String CHAT = "chat-service";
    private static final String POD = "/spec/template/spec";
    private static final String CONTAINER = POD + "/containers/0";

    static final List<Breakage> ALL = List.of(
            // Documents.
            new Breakage("every document is what", "dev", "StatefulSet", CHAT, "/spec/replica", "3", "replica"),
            new Breakage(
                    "every document is what",
                    "dev",
                    "StatefulSet",
                    CHAT,
                    CONTAINER + "/readinesProbe",
                    "{}",
                    "readinesProbe"),
            new Breakage("every document is what", "prod", "Kafka", "kafka", "/spec/kafka/listners", "[]", "listners"),
            new Breakage("every document is what", "prod", "Database", "parley", "/spec/schemata", "[]", "schemata"),
            new Breakage(
                    "every document is what", "prod", "HTTPRoute", "parley", "/kind", "\"HttpRoute\"", "no schema"),
            new Breakage(
                    "every object has its namespace",
                    "prod",
                    "Service",
                    CHAT,
                    "/metadata/namespace",
                    "",
                    "no namespace"),
            new Breakage(
                    "every object has its namespace",
                    "dev",
                    "Service",
                    "kafka",
                    "/metadata/name",
                    "\"redis\"",
                    "twice"),
            new Breakage(
                    "Services and selectors",
                    "dev",
                    "Service",
                    "api-service",
                    "/spec/selector/app.kubernetes.io~1name",
                    "\"api\"",
                    "0 workloads"),
            new Breakage(
                    "Services and selectors",
                    "dev",
                    "Service",
                    "api-service",
                    "/spec/ports/0/targetPort",
                    "\"web\"",
                    "no port"),
            new Breakage(
                    "Services and selectors",
                    "dev",
                    "Deployment",
                    "id-service",
                    "/spec/selector/matchLabels/app.kubernetes.io~1name",
                    "\"ids\"",
                    "own pods"),
            new Breakage("Services and selectors", "dev", "Service", CHAT, "/spec/clusterIP", "", "no headless"),
            new Breakage(
                    "every service has a disruption", "prod", "PodDisruptionBudget", "id-service", "", "", "0 budgets"),
            new Breakage(
                    "every service has a disruption",
                    "prod",
                    "PodDisruptionBudget",
                    CHAT,
                    "/spec/maxUnavailable",
                    "2",
                    "0 budgets"),
            // Settings and secrets.
            new Breakage(
                    "every settings key",
                    "dev",
                    "ConfigMap",
                    CHAT,
                    "/data/overlay.yaml",
                    "\"parley.chat.handover.drain-witin: 5s\"",
                    "drain-witin"),
            new Breakage(
                    "every settings key",
                    "dev",
                    "ConfigMap",
                    "cluster",
                    "/data/cluster.yaml",
                    "\"parley.redis.uri: redis://redis\"",
                    "parley.redis.uri"),
            new Breakage(
                    "every settings key",
                    "dev",
                    "ConfigMap",
                    "gateway-service",
                    "/data/more.yaml",
                    "\"a: b\"",
                    "never read"),
            new Breakage("every settings key", "prod", "ConfigMap", "installation", "", "", "no ConfigMap"),
            new Breakage("every settings key", "prod", "ConfigMap", "cluster", "/data", "{}", "nothing is mounted"),
            new Breakage("what files take", "dev", "Secret", CHAT, "/data/TICKET_KEYS", "", "gets no TICKET_KEYS"),
            new Breakage(
                    "what files take",
                    "dev",
                    "Secret",
                    "id-service",
                    "/data/POSTGRES_PASSWORD",
                    "",
                    "gets no POSTGRES_PASSWORD"),
            new Breakage("what files take", "prod", "ExternalSecret", "gateway-service", "", "", "nobody makes"),
            new Breakage(
                    "production has no Secret",
                    "prod",
                    "ConfigMap",
                    "installation",
                    "/kind",
                    "\"Secret\"",
                    "a Secret in the files"),
            // Ways in, numbers.
            new Breakage(
                    "the way in leads",
                    "dev",
                    "Ingress",
                    "parley",
                    "/spec/rules/0/http/paths/0/backend/service/name",
                    "\"api-service\"",
                    "leads to api-service"),
            new Breakage(
                    "the way in leads",
                    "dev",
                    "Ingress",
                    "parley",
                    "/metadata/annotations/nginx.ingress.kubernetes.io~1proxy-read-timeout",
                    "",
                    "cuts quiet"),
            new Breakage(
                    "the way in leads", "prod", "HTTPRoute", "parley", "/spec/rules/0/timeouts", "", "limits how long"),
            new Breakage(
                    "the way in leads",
                    "prod",
                    "HTTPRoute",
                    "parley",
                    "/spec/parentRefs/0/sectionName",
                    "\"http\"",
                    "no Gateway"),
            new Breakage(
                    "the way in leads",
                    "prod",
                    "HTTPRoute",
                    "parley",
                    "/spec/parentRefs/0/namespace",
                    "",
                    "no Gateway"),
            new Breakage(
                    "the way in leads",
                    "prod",
                    "Gateway",
                    "parley",
                    "/spec/listeners/0/allowedRoutes/namespaces/selector/matchLabels",
                    "{}",
                    "no Gateway"),
            new Breakage(
                    "production scales",
                    "prod",
                    "HorizontalPodAutoscaler",
                    CHAT,
                    "/spec/metrics",
                    "[]",
                    "not scaled on connections"),
            new Breakage(
                    "production scales",
                    "prod",
                    "HorizontalPodAutoscaler",
                    "id-service",
                    "/spec/minReplicas",
                    "1",
                    "less than one in each zone"),
            new Breakage(
                    "production scales", "prod", "Deployment", "id-service", "/spec/replicas", "3", "autoscaler's"),
            new Breakage(
                    "production's engines",
                    "prod",
                    "Kafka",
                    "kafka",
                    "/spec/kafka/config/min.insync.replicas",
                    "1",
                    "min.insync.replicas is 1"),
            new Breakage(
                    "production's engines",
                    "prod",
                    "KafkaNodePool",
                    "broker",
                    "/spec/replicas",
                    "2",
                    "less than three"),
            new Breakage(
                    "production's engines",
                    "prod",
                    "ConfigMap",
                    CHAT,
                    "/data/overlay.yaml",
                    "\"parley.chat.topics.replication: 1\"",
                    "topics.replication is 1"),
            new Breakage(
                    "production's engines", "prod", "CassandraDatacenter", "dc1", "/spec/racks", "[]", "three racks"),
            new Breakage(
                    "production's engines", "prod", "Cluster", "postgres", "/spec/instances", "1", "less than three"),
            new Breakage(
                    "Redis's sentinels",
                    "prod",
                    "RedisSentinel",
                    "redis",
                    "/spec/redisSentinelConfig/redisReplicationPassword",
                    "",
                    "do not know the password"),
            new Breakage(
                    "Redis's sentinels",
                    "prod",
                    "RedisReplication",
                    "redis",
                    "/spec/kubernetesConfig/redisSecret/key",
                    "\"other\"",
                    "do not know the password"),
            // Lag.
            new Breakage(
                    "every document is what",
                    "prod-keda",
                    "ScaledObject",
                    "presence-service",
                    "/spec/maxReplicas",
                    "3",
                    "maxReplicas"),
            new Breakage(
                    "every document is what",
                    "prod-keda",
                    "ScaledObject",
                    "presence-service",
                    "/spec/triggers/1/metadata/lagThreshold",
                    "5000",
                    "no text"),
            new Breakage(
                    "production scales", "prod-keda", "ScaledObject", "presence-service", "", "", "has 0 autoscalers"),
            new Breakage(
                    "production scales",
                    "prod-keda",
                    "ScaledObject",
                    "presence-service",
                    "/spec/minReplicaCount",
                    "0",
                    "less than one in each zone"),
            new Breakage(
                    "lag is that",
                    "prod-keda",
                    "ScaledObject",
                    "presence-service",
                    "/spec/triggers/1/metadata/topic",
                    "\"push-requests\"",
                    "nobody may read or look at topic"),
            new Breakage(
                    "lag is that",
                    "prod-keda",
                    "ScaledObject",
                    "presence-service",
                    "/spec/triggers/1/metadata/bootstrapServers",
                    "\"kafka:9092\"",
                    "other brokers"),
            new Breakage(
                    "lag is that",
                    "prod-keda",
                    "ScaledObject",
                    "presence-service",
                    "/spec/triggers",
                    "[]",
                    "not scaled on lag"),
            new Breakage(
                    "lag is that",
                    "prod-keda",
                    "KafkaUser",
                    "keda",
                    "/spec/authorization/acls",
                    "[]",
                    "look at group"));

    private ObjectBreakages() {}
}
