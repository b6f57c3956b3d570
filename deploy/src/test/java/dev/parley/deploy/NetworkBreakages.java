package dev.parley.deploy;

import java.util.List;

/// What breaks [NetworkRules].
final class NetworkBreakages {
    private static final String CHAT = "chat-service";

    static final List<Breakage> ALL = List.of(
            new Breakage(
                    "who migrates reaches",
                    "prod",
                    "Job",
                    "id-service-migration",
                    "/spec/template/metadata/labels/parley.dev~1kafka",
                    "\"client\"",
                    "reaches [5432, 9092]"),
            new Breakage(
                    "who migrates reaches",
                    "prod",
                    "Job",
                    "id-service-migration",
                    "/spec/template/metadata/labels/parley.dev~1postgres",
                    "",
                    "reaches []"),
            new Breakage("who traces", "prod", "NetworkPolicy", "to-traces", "", "", "can't hand over"),
            new Breakage(
                    "who traces", "dev", "NetworkPolicy", "to-traces", "/spec/podSelector", "{}", "no traces to hand"),
            new Breakage("nothing is allowed", "prod", "NetworkPolicy", "nothing", "", "", "reach all"),
            new Breakage("nothing is allowed", "prod", "NetworkPolicy", "names", "", "", "looked up"),
            new Breakage(
                    "every policy selects",
                    "prod",
                    "NetworkPolicy",
                    "id-service",
                    "/spec/podSelector/matchLabels",
                    "{\"app\":\"id\"}",
                    "selects nobody"),
            new Breakage(
                    "services reach those", "prod", "NetworkPolicy", "id-service", "", "", "can't reach id-service"),
            new Breakage(
                    "services reach those",
                    "prod",
                    "NetworkPolicy",
                    CHAT,
                    "/spec/egress",
                    "[]",
                    "chat-service can't reach"),
            new Breakage(
                    "services reach those",
                    "prod",
                    "NetworkPolicy",
                    CHAT,
                    "/spec/ingress/0/ports/0/port",
                    "\"management\"",
                    "gateway-service can't reach chat-service"),
            new Breakage(
                    "services reach those",
                    "dev",
                    "NetworkPolicy",
                    "presence-service",
                    "/spec/ingress/0/from/0/podSelector/matchLabels",
                    "{\"app.kubernetes.io/name\":\"id-service\"}",
                    "no business"),
            new Breakage("services reach the engines", "dev", "NetworkPolicy", "to-kafka", "", "", "can't reach kafka"),
            new Breakage(
                    "services reach the engines",
                    "dev",
                    "NetworkPolicy",
                    "to-kafka",
                    "/spec/podSelector",
                    "{}",
                    "may reach kafka"),
            new Breakage(
                    "services reach the engines",
                    "dev",
                    "Deployment",
                    "id-service",
                    "/spec/template/metadata/labels/parley.dev~1postgres",
                    "",
                    "uses postgres"),
            new Breakage("Prometheus reaches", "prod", "NetworkPolicy", "metrics", "", "", "Prometheus can't reach"),
            new Breakage("Prometheus reaches", "prod", "NetworkPolicy", "way-in", "/spec/podSelector", "{}", "open"),
            new Breakage(
                    "the proxy of a Gateway",
                    "prod",
                    "Gateway",
                    "parley",
                    "/metadata/namespace",
                    "\"parley\"",
                    "shut in the Gateway's proxy"),
            new Breakage(
                    "the proxy of a Gateway",
                    "prod",
                    "Namespace",
                    "parley-gateway",
                    "/metadata/labels/parley.dev~1way-in",
                    "",
                    "not labelled as the way in"),
            new Breakage(
                    "the policy that Strimzi",
                    "prod",
                    "Kafka",
                    "kafka",
                    "/spec/kafka/listeners/0/networkPolicyPeers",
                    "",
                    "open to all"),
            new Breakage(
                    "the policy that Strimzi",
                    "prod",
                    "Kafka",
                    "kafka",
                    "/spec/kafka/listeners/0/networkPolicyPeers/0/podSelector",
                    "",
                    "open to all"),
            new Breakage(
                    "the policy that Strimzi",
                    "prod",
                    "Kafka",
                    "kafka",
                    "/spec/kafka/listeners/0/networkPolicyPeers/0/podSelector/matchLabels",
                    "{\"parley.dev/redis\":\"client\"}",
                    "shut out"));

    private NetworkBreakages() {}
}
