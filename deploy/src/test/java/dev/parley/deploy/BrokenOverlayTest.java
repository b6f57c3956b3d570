package dev.parley.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each rule notices when it is broken: one small change of what was rendered, and the sentence that it must
/// cause.
class BrokenOverlayTest {
    /// @param rule its name
    /// @param kind and `name`: the document that is changed
    /// @param pointer of the field (RFC 6901)
    /// @param value JSON; empty: the field is taken away, or the document if there is no pointer
    /// @param complaint part of what the rule says
    record Breakage(
            String rule, String overlay, String kind, String name, String pointer, String value, String complaint) {
        Overlay applied() {
            Overlay whole = Overlay.rendered(overlay);
            ObjectNode original = whole.document(kind, name);
            if (pointer.isEmpty()) {
                return whole.without(original);
            }
            ObjectNode document = original.deepCopy();
            int last = pointer.lastIndexOf('/');
            var parent = document.at(pointer.substring(0, last));
            String field = pointer.substring(last + 1).replace("~1", "/");
            if (!(parent instanceof ObjectNode object)) {
                throw new IllegalStateException(pointer + " is not there to be broken");
            }
            if (value.isEmpty()) {
                if (object.remove(field) == null) {
                    throw new IllegalStateException(pointer + " is not there to be taken away");
                }
            } else {
                object.set(field, json(value));
            }
            return whole.with(document, original);
        }

        private static JsonNode json(String text) {
            try {
                return new ObjectMapper().readTree(text);
            } catch (JsonProcessingException wrong) {
                throw new IllegalArgumentException(wrong);
            }
        }

        @Override
        public String toString() {
            return overlay + " " + kind + " " + name + " " + pointer + ": " + complaint;
        }
    }

    private static final String CHAT = "chat-service";
    private static final String POD = "/spec/template/spec";
    private static final String CONTAINER = POD + "/containers/0";

    private static final List<Breakage> BREAKAGES = List.of(
            // Documents.
            broken("every document is what", "dev", "StatefulSet", CHAT, "/spec/replica", "3", "replica"),
            broken(
                    "every document is what",
                    "dev",
                    "StatefulSet",
                    CHAT,
                    CONTAINER + "/readinesProbe",
                    "{}",
                    "readinesProbe"),
            broken("every document is what", "prod", "Kafka", "kafka", "/spec/kafka/listners", "[]", "listners"),
            broken("every document is what", "prod", "Database", "parley", "/spec/schemata", "[]", "schemata"),
            broken("every document is what", "prod", "HTTPRoute", "parley", "/kind", "\"HttpRoute\"", "no schema"),
            broken(
                    "every object has its namespace",
                    "prod",
                    "Service",
                    CHAT,
                    "/metadata/namespace",
                    "",
                    "no namespace"),
            broken("every object has its namespace", "dev", "Service", "kafka", "/metadata/name", "\"redis\"", "twice"),
            broken(
                    "Services and selectors",
                    "dev",
                    "Service",
                    "api-service",
                    "/spec/selector/app.kubernetes.io~1name",
                    "\"api\"",
                    "0 workloads"),
            broken(
                    "Services and selectors",
                    "dev",
                    "Service",
                    "api-service",
                    "/spec/ports/0/targetPort",
                    "\"web\"",
                    "no port"),
            broken(
                    "Services and selectors",
                    "dev",
                    "Deployment",
                    "id-service",
                    "/spec/selector/matchLabels/app.kubernetes.io~1name",
                    "\"ids\"",
                    "own pods"),
            broken("Services and selectors", "dev", "Service", CHAT, "/spec/clusterIP", "", "no headless"),
            broken("every service has a disruption", "prod", "PodDisruptionBudget", "id-service", "", "", "0 budgets"),
            broken(
                    "every service has a disruption",
                    "prod",
                    "PodDisruptionBudget",
                    CHAT,
                    "/spec/maxUnavailable",
                    "2",
                    "0 budgets"),
            // Settings and secrets.
            broken(
                    "every settings key",
                    "dev",
                    "ConfigMap",
                    CHAT,
                    "/data/overlay.yaml",
                    "\"parley.chat.handover.drain-witin: 5s\"",
                    "drain-witin"),
            broken(
                    "every settings key",
                    "dev",
                    "ConfigMap",
                    "cluster",
                    "/data/cluster.yaml",
                    "\"parley.redis.uri: redis://redis\"",
                    "parley.redis.uri"),
            broken(
                    "every settings key",
                    "dev",
                    "ConfigMap",
                    "gateway-service",
                    "/data/more.yaml",
                    "\"a: b\"",
                    "never read"),
            broken("every settings key", "prod", "ConfigMap", "installation", "", "", "no ConfigMap"),
            broken("every settings key", "prod", "ConfigMap", "cluster", "/data", "{}", "nothing is mounted"),
            broken("what files take", "dev", "Secret", CHAT, "/data/TICKET_KEYS", "", "gets no TICKET_KEYS"),
            broken(
                    "what files take",
                    "dev",
                    "Secret",
                    "id-service",
                    "/data/POSTGRES_PASSWORD",
                    "",
                    "gets no POSTGRES_PASSWORD"),
            broken("what files take", "prod", "ExternalSecret", "gateway-service", "", "", "nobody makes"),
            broken("who calls or is called", "prod", "ExternalSecret", "service-keys", "", "", "has no keys at"),
            broken(
                    "who calls or is called",
                    "dev",
                    "Secret",
                    "service-keys",
                    "/data",
                    "{\"service.keys\": \"\"}",
                    "api-service has no keys at /etc/parley/keys/services.keys"),
            broken(
                    "who calls or is called",
                    "prod",
                    "ConfigMap",
                    "installation",
                    "/data/installation.yaml",
                    "\"parley.region: local\"",
                    "has no keys at"),
            broken(
                    "production has no Secret",
                    "prod",
                    "ConfigMap",
                    "installation",
                    "/kind",
                    "\"Secret\"",
                    "a Secret in the files"),
            // Ways in, numbers.
            broken(
                    "the way in leads",
                    "dev",
                    "Ingress",
                    "parley",
                    "/spec/rules/0/http/paths/0/backend/service/name",
                    "\"api-service\"",
                    "leads to api-service"),
            broken(
                    "the way in leads",
                    "dev",
                    "Ingress",
                    "parley",
                    "/metadata/annotations/nginx.ingress.kubernetes.io~1proxy-read-timeout",
                    "",
                    "cuts quiet"),
            broken("the way in leads", "prod", "HTTPRoute", "parley", "/spec/rules/0/timeouts", "", "limits how long"),
            broken(
                    "the way in leads",
                    "prod",
                    "HTTPRoute",
                    "parley",
                    "/spec/parentRefs/0/sectionName",
                    "\"http\"",
                    "no Gateway"),
            broken(
                    "production scales",
                    "prod",
                    "HorizontalPodAutoscaler",
                    CHAT,
                    "/spec/metrics",
                    "[]",
                    "not scaled on connections"),
            broken(
                    "production scales",
                    "prod",
                    "HorizontalPodAutoscaler",
                    "id-service",
                    "/spec/minReplicas",
                    "1",
                    "less than one in each zone"),
            broken("production scales", "prod", "Deployment", "id-service", "/spec/replicas", "3", "autoscaler's"),
            broken(
                    "production's engines",
                    "prod",
                    "Kafka",
                    "kafka",
                    "/spec/kafka/config/min.insync.replicas",
                    "1",
                    "min.insync.replicas is 1"),
            broken("production's engines", "prod", "KafkaNodePool", "broker", "/spec/replicas", "2", "less than three"),
            broken(
                    "production's engines",
                    "prod",
                    "ConfigMap",
                    CHAT,
                    "/data/overlay.yaml",
                    "\"parley.chat.topics.replication: 1\"",
                    "topics.replication is 1"),
            broken("production's engines", "prod", "CassandraDatacenter", "dc1", "/spec/racks", "[]", "three racks"),
            broken("production's engines", "prod", "Cluster", "postgres", "/spec/instances", "1", "less than three"),
            // Pods.
            broken(
                    "every service of the POM",
                    "prod",
                    "Deployment",
                    "id-service",
                    CONTAINER + "/image",
                    "\"parley/id-service:0.0.9\"",
                    "0.0.9"),
            broken("every service of the POM", "prod", "Deployment", "presence-service", "", "", "workloads"),
            broken(
                    "pods are restricted",
                    "dev",
                    "Namespace",
                    "parley",
                    "/metadata/labels/pod-security.kubernetes.io~1enforce",
                    "\"baseline\"",
                    "enforces baseline"),
            broken(
                    "pods are restricted",
                    "dev",
                    "Deployment",
                    "id-service",
                    POD + "/securityContext/runAsNonRoot",
                    "false",
                    "as root"),
            broken(
                    "pods are restricted",
                    "dev",
                    "StatefulSet",
                    "kafka",
                    POD + "/securityContext/seccompProfile",
                    "",
                    "seccomp"),
            broken(
                    "pods are restricted",
                    "prod",
                    "Deployment",
                    "id-service",
                    CONTAINER + "/securityContext/allowPrivilegeEscalation",
                    "",
                    "gain privileges"),
            broken(
                    "pods are restricted",
                    "prod",
                    "Job",
                    "cassandra-grants",
                    CONTAINER + "/securityContext/capabilities/drop",
                    "[\"NET_RAW\"]",
                    "keeps capabilities"),
            broken(
                    "services have a read-only",
                    "prod",
                    "StatefulSet",
                    CHAT,
                    CONTAINER + "/securityContext/readOnlyRootFilesystem",
                    "false",
                    "write to its root"),
            broken(
                    "services have a read-only",
                    "prod",
                    "StatefulSet",
                    CHAT,
                    POD + "/volumes/1/emptyDir/sizeLimit",
                    "",
                    "no bounded /tmp"),
            broken(
                    "service accounts have",
                    "prod",
                    "StatefulSet",
                    CHAT,
                    POD + "/automountServiceAccountToken",
                    "",
                    "mounts a token"),
            broken(
                    "service accounts have",
                    "prod",
                    "ServiceAccount",
                    CHAT,
                    "/automountServiceAccountToken",
                    "true",
                    "account of its own"),
            broken("probes differ", "dev", "StatefulSet", CHAT, CONTAINER + "/startupProbe", "", "lacks a probe"),
            broken(
                    "probes differ",
                    "dev",
                    "StatefulSet",
                    CHAT,
                    CONTAINER + "/livenessProbe/httpGet/port",
                    "\"health\"",
                    "a port that"),
            broken(
                    "probes differ",
                    "dev",
                    "StatefulSet",
                    CHAT,
                    CONTAINER + "/livenessProbe/httpGet/path",
                    "\"/actuator/health/readiness\"",
                    "ask for the same"),
            broken(
                    "probes differ",
                    "dev",
                    "StatefulSet",
                    CHAT,
                    CONTAINER + "/livenessProbe/failureThreshold",
                    "1",
                    "silence"),
            broken(
                    "probes differ",
                    "dev",
                    "StatefulSet",
                    CHAT,
                    CONTAINER + "/livenessProbe/httpGet/port",
                    "\"sockets\"",
                    "probes ask elsewhere"),
            broken(
                    "pods get the time",
                    "prod",
                    "StatefulSet",
                    CHAT,
                    POD + "/terminationGracePeriodSeconds",
                    "60",
                    "needs 90"),
            broken(
                    "pods get the time",
                    "prod",
                    "ConfigMap",
                    CHAT,
                    "/data/overlay.yaml",
                    "\"parley.chat.handover.drain-within: 5m\"",
                    "needs 330"),
            broken(
                    "pods get the time",
                    "prod",
                    "Deployment",
                    "gateway-service",
                    CONTAINER + "/lifecycle",
                    "",
                    "pause for 5 s"),
            broken(
                    "requests are named",
                    "prod",
                    "StatefulSet",
                    CHAT,
                    CONTAINER + "/resources/requests",
                    "",
                    "requests nothing"),
            broken(
                    "requests are named",
                    "prod",
                    "StatefulSet",
                    CHAT,
                    CONTAINER + "/resources/limits/cpu",
                    "\"2\"",
                    "has none"),
            broken(
                    "replicas are spread",
                    "prod",
                    "StatefulSet",
                    CHAT,
                    POD + "/topologySpreadConstraints",
                    "[]",
                    "not spread over topology"),
            broken(
                    "replicas are spread",
                    "dev",
                    "StatefulSet",
                    CHAT,
                    POD + "/topologySpreadConstraints",
                    "[]",
                    "not spread over kubernetes.io/hostname"),
            broken(
                    "the environment has",
                    "dev",
                    "Deployment",
                    "id-service",
                    CONTAINER + "/env",
                    "[{\"name\":\"PARLEY_REGION\",\"value\":\"eu\"}]",
                    "belongs into a file"),
            broken(
                    "the environment has",
                    "dev",
                    "Deployment",
                    "id-service",
                    CONTAINER + "/envFrom",
                    "[{\"configMapRef\":{\"name\":\"x\"}}]",
                    "something else"),
            // Migrations.
            broken(
                    "every schema has its Job",
                    "prod",
                    "Job",
                    "chat-service-migration",
                    "",
                    "",
                    "chat-service has no Job"),
            broken(
                    "every schema has its Job",
                    "prod",
                    "ConfigMap",
                    "cluster",
                    "/data/cluster.yaml",
                    "\"parley.migrations.run: at-start\"",
                    "migrates at-start"),
            broken(
                    "every schema has its Job",
                    "dev",
                    "ConfigMap",
                    "cluster",
                    "/data/cluster.yaml",
                    "\"parley.migrations.run: never\"",
                    "migrates never"),
            broken(
                    "every schema has its Job",
                    "prod",
                    "ConfigMap",
                    "cluster",
                    "/data/cluster.yaml",
                    "\"parley.migrations: {run: never, patience: 5m}\"",
                    "is killed before"),
            broken(
                    "Jobs of migrations end",
                    "prod",
                    "Job",
                    "id-service-migration",
                    CONTAINER + "/image",
                    "\"parley/id-service:0.0.9\"",
                    "0.0.9"),
            broken(
                    "Jobs of migrations end",
                    "prod",
                    "Job",
                    "id-service-migration",
                    CONTAINER + "/args",
                    "[\"--parley.migrations.run=only\", \"--parley.migrations.grant=id-service\"]",
                    "does not read parley.migrations.grant"),
            broken(
                    "Jobs of migrations end",
                    "prod",
                    "Job",
                    "id-service-migration",
                    CONTAINER + "/args",
                    "[]",
                    "would serve"),
            broken(
                    "Jobs of migrations end",
                    "prod",
                    "Job",
                    "id-service-migration",
                    CONTAINER + "/livenessProbe",
                    "{\"httpGet\":{\"port\":7090}}",
                    "a probe of it would fail"),
            broken(
                    "Jobs of migrations end",
                    "prod",
                    "Job",
                    "id-service-migration",
                    POD + "/restartPolicy",
                    "\"OnFailure\"",
                    "its log is lost"),
            broken(
                    "Jobs of migrations end",
                    "prod",
                    "Job",
                    "id-service-migration",
                    CONTAINER + "/securityContext/readOnlyRootFilesystem",
                    "false",
                    "write to its root"),
            broken(
                    "Jobs of migrations end",
                    "prod",
                    "Job",
                    "id-service-migration",
                    POD + "/serviceAccountName",
                    "\"id-service\"",
                    "no account of its own"),
            broken(
                    "Jobs of migrations end",
                    "prod",
                    "Job",
                    "id-service-migration",
                    "/spec/activeDeadlineSeconds",
                    "300",
                    "Cassandra's lock"),
            broken(
                    "Jobs of migrations end",
                    "prod",
                    "Job",
                    "id-service-migration",
                    "/spec/ttlSecondsAfterFinished",
                    "",
                    "has no end"),
            broken(
                    "Jobs of migrations end",
                    "prod",
                    "Job",
                    "chat-service-migration",
                    CONTAINER + "/env/0/value",
                    "\"file:/etc/parley/shared/installation.yaml,file:/etc/parley/shared/cluster.yaml,\"",
                    "never read"),
            broken(
                    "Jobs of migrations end",
                    "prod",
                    "ExternalSecret",
                    "id-service-migration",
                    "",
                    "",
                    "no secret of its own"),
            broken(
                    "who migrates owns",
                    "prod",
                    "Database",
                    "parley",
                    "/spec/schemas",
                    "[{\"name\":\"ids\",\"owner\":\"id-service\"}]",
                    "id-service owns its schema"),
            broken("who migrates owns", "prod", "Cluster", "postgres", "/spec/managed/roles", "[]", "is not there"),
            broken("who migrates owns", "prod", "CassandraDatacenter", "dc1", "/spec/users", "[]", "is not there"),
            broken(
                    "who migrates owns",
                    "prod",
                    "Job",
                    "id-service-migration",
                    CONTAINER + "/args",
                    "[\"--parley.postgres.user=id-service-migration\"]",
                    "does not let id-service in"),
            broken(
                    "who migrates owns",
                    "prod",
                    "ConfigMap",
                    "cassandra-grants",
                    "/data/grants.cql",
                    "\"GRANT ALL PERMISSIONS ON KEYSPACE parley TO \\\"chat-service\\\";\"",
                    "too much"),
            // Lag.
            broken(
                    "every document is what",
                    "prod-keda",
                    "ScaledObject",
                    "presence-service",
                    "/spec/maxReplicas",
                    "3",
                    "maxReplicas"),
            broken(
                    "every document is what",
                    "prod-keda",
                    "ScaledObject",
                    "presence-service",
                    "/spec/triggers/1/metadata/lagThreshold",
                    "5000",
                    "no text"),
            broken("production scales", "prod-keda", "ScaledObject", "presence-service", "", "", "has 0 autoscalers"),
            broken(
                    "production scales",
                    "prod-keda",
                    "ScaledObject",
                    "presence-service",
                    "/spec/minReplicaCount",
                    "0",
                    "less than one in each zone"),
            broken(
                    "lag is that",
                    "prod-keda",
                    "ScaledObject",
                    "presence-service",
                    "/spec/triggers/1/metadata/topic",
                    "\"push-requests\"",
                    "nobody may read or look at topic"),
            broken(
                    "lag is that",
                    "prod-keda",
                    "ScaledObject",
                    "presence-service",
                    "/spec/triggers/1/metadata/bootstrapServers",
                    "\"kafka:9092\"",
                    "other brokers"),
            broken(
                    "lag is that",
                    "prod-keda",
                    "ScaledObject",
                    "presence-service",
                    "/spec/triggers",
                    "[]",
                    "not scaled on lag"),
            broken("lag is that", "prod-keda", "KafkaUser", "keda", "/spec/authorization/acls", "[]", "look at group"),
            // The network.
            broken(
                    "who migrates reaches",
                    "prod",
                    "Job",
                    "id-service-migration",
                    "/spec/template/metadata/labels/parley.dev~1kafka",
                    "\"client\"",
                    "reaches [5432, 9092]"),
            broken(
                    "who migrates reaches",
                    "prod",
                    "Job",
                    "id-service-migration",
                    "/spec/template/metadata/labels/parley.dev~1postgres",
                    "",
                    "reaches []"),
            broken("who traces", "prod", "NetworkPolicy", "to-traces", "", "", "can't hand over"),
            broken("who traces", "dev", "NetworkPolicy", "to-traces", "/spec/podSelector", "{}", "no traces to hand"),
            broken("nothing is allowed", "prod", "NetworkPolicy", "nothing", "", "", "reach all"),
            broken("nothing is allowed", "prod", "NetworkPolicy", "names", "", "", "looked up"),
            broken(
                    "every policy selects",
                    "prod",
                    "NetworkPolicy",
                    "id-service",
                    "/spec/podSelector/matchLabels",
                    "{\"app\":\"id\"}",
                    "selects nobody"),
            broken("services reach those", "prod", "NetworkPolicy", "id-service", "", "", "can't reach id-service"),
            broken(
                    "services reach those",
                    "prod",
                    "NetworkPolicy",
                    CHAT,
                    "/spec/egress",
                    "[]",
                    "chat-service can't reach"),
            broken(
                    "services reach those",
                    "prod",
                    "NetworkPolicy",
                    CHAT,
                    "/spec/ingress/0/ports/0/port",
                    "\"management\"",
                    "gateway-service can't reach chat-service"),
            broken(
                    "services reach those",
                    "dev",
                    "NetworkPolicy",
                    "presence-service",
                    "/spec/ingress/0/from/0/podSelector/matchLabels",
                    "{\"app.kubernetes.io/name\":\"id-service\"}",
                    "no business"),
            broken("services reach the engines", "dev", "NetworkPolicy", "to-kafka", "", "", "can't reach kafka"),
            broken(
                    "services reach the engines",
                    "dev",
                    "NetworkPolicy",
                    "to-kafka",
                    "/spec/podSelector",
                    "{}",
                    "may reach kafka"),
            broken(
                    "services reach the engines",
                    "dev",
                    "Deployment",
                    "id-service",
                    "/spec/template/metadata/labels/parley.dev~1postgres",
                    "",
                    "uses postgres"),
            broken("Prometheus reaches", "prod", "NetworkPolicy", "metrics", "", "", "Prometheus can't reach"),
            broken("Prometheus reaches", "prod", "NetworkPolicy", "way-in", "/spec/podSelector", "{}", "open"));

    private static Breakage broken(
            String rule, String overlay, String kind, String name, String pointer, String value, String complaint) {
        return new Breakage(rule, overlay, kind, name, pointer, value, complaint);
    }

    static Stream<Breakage> breakages() {
        return BREAKAGES.stream();
    }

    @BeforeAll
    static void kubectlIsHere() {
        assumeTrue(Overlay.canRender(), "skipped: kubectl, which renders the overlays, is not on the PATH");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breakages")
    void isNoticed(Breakage breakage) {
        assertThat(rule(breakage).violations(breakage.applied()))
                .anySatisfy(it -> assertThat(it).contains(breakage.complaint()));
    }

    @Test
    void everyRuleIsBrokenOnce() {
        Set<Rule> broken = BREAKAGES.stream().map(BrokenOverlayTest::rule).collect(Collectors.toSet());
        assertThat(broken).containsExactlyInAnyOrderElementsOf(OverlayTest.RULES);
    }

    private static Rule rule(Breakage breakage) {
        return OverlayTest.RULES.stream()
                .filter(it -> it.name().startsWith(breakage.rule()))
                .findFirst()
                .orElseThrow();
    }
}
