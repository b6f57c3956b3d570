package dev.parley.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Everything that one overlay brings to a cluster.
///
/// @param documents in the order of the output; they do not change, tests put broken copies in their place
@SuppressWarnings("ReferenceEquality") // One document among others that may be equal.
record Overlay(String name, List<ObjectNode> documents) {
    private static final Map<String, Overlay> RENDERED = new ConcurrentHashMap<>();

    Overlay {
        documents = List.copyOf(documents);
    }

    static Overlay rendered(String name) {
        return RENDERED.computeIfAbsent(name, Overlay::render);
    }

    /// For users, with whatever is added to it.
    boolean isProduction() {
        return name.startsWith("prod");
    }

    static boolean canRender() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(new File(folder, "kubectl").toPath()));
    }

    private static Overlay render(String name) {
        try {
            Process kustomize = new ProcessBuilder(
                            "kubectl",
                            "kustomize",
                            Repository.DEPLOY
                                    .resolve("k8s/overlays")
                                    .resolve(name)
                                    .toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            List<ObjectNode> documents = new ArrayList<>();
            try (MappingIterator<ObjectNode> read =
                    new YAMLMapper().readerFor(ObjectNode.class).readValues(kustomize.getInputStream())) {
                read.forEachRemaining(documents::add);
            }
            if (kustomize.waitFor() != 0) {
                throw new IllegalStateException("kubectl kustomize failed for " + name);
            }
            return new Overlay(name, documents);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    Overlay with(ObjectNode changed, ObjectNode insteadOf) {
        return new Overlay(
                name,
                documents.stream().map(it -> it == insteadOf ? changed : it).toList());
    }

    Overlay without(ObjectNode gone) {
        return new Overlay(name, documents.stream().filter(it -> it != gone).toList());
    }

    /// A name that kustomize made longer by a hash is found by its beginning.
    ObjectNode document(String kind, String name) {
        return documents.stream()
                .filter(it -> it.path("kind").asText().equals(kind) && isNamed(it, name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + kind + " " + name));
    }

    private static boolean isNamed(JsonNode document, String name) {
        String found = document.path("metadata").path("name").asText();
        return found.equals(name) || found.matches(name + "-[a-z0-9]{10}");
    }

    <T extends HasMetadata> List<T> all(Class<T> type) {
        return documents.stream()
                .filter(it -> Strict.is(it, type))
                .map(it -> Strict.as(it, type))
                .toList();
    }

    Optional<ConfigMap> configMap(String namespace, String name) {
        return all(ConfigMap.class).stream()
                .filter(it -> it.getMetadata().getName().equals(name)
                        && namespace.equals(it.getMetadata().getNamespace()))
                .findFirst();
    }

    List<Workload> workloads() {
        return Stream.of(
                        all(Deployment.class).stream().map(Workload::of),
                        all(StatefulSet.class).stream().map(Workload::of),
                        all(Job.class).stream().map(Workload::of))
                .flatMap(it -> it)
                .toList();
    }

    /// Those of Parley's own services.
    List<Workload> services() {
        return workloads().stream().filter(Workload::isService).toList();
    }
}
