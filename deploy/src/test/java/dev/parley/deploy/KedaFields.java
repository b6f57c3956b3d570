package dev.parley.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The fields of KEDA's two kinds that are used here, read in its documentation (2.22): no artifact with its schema was
/// found. A field that is not among them may exist, and gets its line here after a look there.
final class KedaFields {
    private static final Map<String, Pattern> FIELDS = Map.of(
            "keda.sh/v1alpha1/ScaledObject",
                    Pattern.compile("scaleTargetRef\\.(apiVersion|kind|name)"
                            + "|pollingInterval|minReplicaCount|maxReplicaCount"
                            + "|advanced\\.horizontalPodAutoscalerConfig\\.behavior\\.scaleDown\\.stabilizationWindowSeconds"
                            + "|triggers\\.(type|metricType|authenticationRef\\.name)"
                            + "|triggers\\.metadata\\.(value|bootstrapServers|consumerGroup|topic|lagThreshold"
                            + "|offsetResetPolicy|sasl|tls)"),
            "keda.sh/v1alpha1/TriggerAuthentication", Pattern.compile("secretTargetRef\\.(parameter|name|key)"));

    private KedaFields() {}

    static boolean know(String kind) {
        return FIELDS.containsKey(kind);
    }

    /// Fields of `spec` that nobody knows, and values of triggers that are not text, which the API server would refuse.
    static Set<String> mistakes(String kind, JsonNode spec) {
        Set<String> mistakes = new TreeSet<>();
        collect("", spec, Objects.requireNonNull(FIELDS.get(kind)), mistakes);
        return mistakes;
    }

    private static void collect(String path, JsonNode node, Pattern known, Set<String> mistakes) {
        if (node.isObject()) {
            node.properties()
                    .forEach(it -> collect(
                            path.isEmpty() ? it.getKey() : path + "." + it.getKey(), it.getValue(), known, mistakes));
        } else if (node.isArray()) {
            node.forEach(it -> collect(path, it, known, mistakes));
        } else if (!known.matcher(path).matches() || (path.startsWith("triggers.") && !node.isTextual())) {
            mistakes.add(path);
        }
    }
}
