package dev.parley.deploy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Pods of one kind, whoever makes them.
record Workload(
        String kind,
        String namespace,
        String name,
        @Nullable LabelSelector selector,
        PodTemplateSpec template) {
    static Workload of(Deployment it) {
        return new Workload(
                "Deployment",
                it.getMetadata().getNamespace(),
                it.getMetadata().getName(),
                it.getSpec().getSelector(),
                it.getSpec().getTemplate());
    }

    static Workload of(StatefulSet it) {
        return new Workload(
                "StatefulSet",
                it.getMetadata().getNamespace(),
                it.getMetadata().getName(),
                it.getSpec().getSelector(),
                it.getSpec().getTemplate());
    }

    static Workload of(Job it) {
        return new Workload(
                "Job",
                it.getMetadata().getNamespace(),
                it.getMetadata().getName(),
                null,
                it.getSpec().getTemplate());
    }

    /// The same pods under another name.
    Workload named(String other) {
        return new Workload(kind, namespace, other, selector, template);
    }

    boolean isService() {
        return name.endsWith("-service");
    }

    PodSpec pod() {
        return template.getSpec();
    }

    /// The one that counts; no pod here has another.
    Container container() {
        return pod().getContainers().getFirst();
    }

    Map<String, String> labels() {
        return template.getMetadata() == null || template.getMetadata().getLabels() == null
                ? Map.of()
                : template.getMetadata().getLabels();
    }

    boolean isSelectedBy(@Nullable Map<String, String> labels) {
        return labels == null || labels().entrySet().containsAll(labels.entrySet());
    }

    boolean isSelectedBy(@Nullable LabelSelector selector) {
        return selector == null || isSelectedBy(selector.getMatchLabels());
    }

    /// The number behind a port's number or name.
    Optional<Integer> port(IntOrString wanted) {
        return container().getPorts().stream()
                .filter(it -> Objects.equals(it.getName(), wanted.getStrVal())
                        || Objects.equals(it.getContainerPort(), wanted.getIntVal()))
                .map(ContainerPort::getContainerPort)
                .findFirst();
    }
}
