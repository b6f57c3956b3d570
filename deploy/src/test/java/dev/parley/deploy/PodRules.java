package dev.parley.deploy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/// What must be true of pods.
final class PodRules {
    /// service-kit.yaml's spring.lifecycle.timeout-per-shutdown-phase, twice: requests end, then what serves
    /// them.
    private static final int TWO_PHASES_SECONDS = 40;

    /// A service that sends its clients away before it stops.
    ///
    /// @param setting how long that may take
    /// @param thenSeconds what comes after it
    private record Drain(String setting, int thenSeconds) {}

    private static final Map<String, Drain> DRAINS = Map.of(
            "chat-service", new Drain("parley.chat.handover.drain-within", 30),
            "gateway-service", new Drain("parley.gateway.sockets.drain-within", TWO_PHASES_SECONDS));

    static final List<Rule> ALL = List.of(
            new Rule("every service of the POM has one workload, with the POM's version", PodRules::images),
            new Rule("pods are restricted", PodRules::restricted),
            new Rule("services have a read-only root and a /tmp", PodRules::readOnlyRoot),
            new Rule("service accounts have no token", PodRules::noTokens),
            new Rule("probes differ in meaning and meet a port", PodRules::probes),
            new Rule("pods get the time their drain takes", PodRules::drain),
            new Rule("requests are named and memory is bounded", PodRules::resources),
            new Rule("replicas are spread", PodRules::spread),
            new Rule("the environment has secrets and the pod's own names only", PodRules::environment),
            new Rule("who calls or is called has the keys for it", PodRules::serviceKeys),
            new Rule("operators have a door", PodRules::operatorKeys));

    private static final Set<String> WITHOUT_CALLS = Set.of("gateway-service", "discovery-service");

    private PodRules() {}

    private static void images(Overlay overlay, Consumer<String> wrong) {
        List<String> names =
                overlay.services().stream().map(Workload::name).sorted().toList();
        if (!names.equals(Repository.services())) {
            wrong.accept("workloads " + names + ", the POM has " + Repository.services());
        }
        for (Workload it : overlay.services()) {
            String expected = "parley/" + it.name() + ":" + Repository.version();
            if (!it.container().getImage().endsWith(expected)) {
                wrong.accept(it.name() + ": image " + it.container().getImage() + ", not " + expected);
            }
            if (it.kind().equals("StatefulSet") != it.name().equals("chat-service")) {
                wrong.accept(it.name() + " is a " + it.kind());
            }
        }
    }

    private static void restricted(Overlay overlay, Consumer<String> wrong) {
        for (Namespace it : overlay.all(Namespace.class)) {
            boolean services = it.getMetadata().getName().equals("parley");
            String enforced = Objects.requireNonNullElse(it.getMetadata().getLabels(), Map.<String, String>of())
                    .getOrDefault("pod-security.kubernetes.io/enforce", "nothing");
            if (!enforced.equals("restricted") && (services || !enforced.equals("baseline"))) {
                wrong.accept("namespace " + it.getMetadata().getName() + " enforces " + enforced);
            }
        }
        for (Workload it : overlay.workloads()) {
            var pod = it.pod().getSecurityContext();
            SecurityContext container = it.container().getSecurityContext();
            if (pod == null || !Boolean.TRUE.equals(pod.getRunAsNonRoot()) || isRoot(pod.getRunAsUser())) {
                wrong.accept(it.name() + " may run as root");
            }
            if (pod == null
                    || pod.getSeccompProfile() == null
                    || !"RuntimeDefault".equals(pod.getSeccompProfile().getType())) {
                wrong.accept(it.name() + " has no seccomp profile");
            }
            if (container == null || !Boolean.FALSE.equals(container.getAllowPrivilegeEscalation())) {
                wrong.accept(it.name() + " may gain privileges");
            }
            if (container == null
                    || container.getCapabilities() == null
                    || !List.of("ALL").equals(container.getCapabilities().getDrop())) {
                wrong.accept(it.name() + " keeps capabilities");
            }
        }
    }

    private static boolean isRoot(@Nullable Long user) {
        return user == null || user == 0;
    }

    private static void readOnlyRoot(Overlay overlay, Consumer<String> wrong) {
        for (Workload it : overlay.services()) {
            SecurityContext container = it.container().getSecurityContext();
            if (container == null || !Boolean.TRUE.equals(container.getReadOnlyRootFilesystem())) {
                wrong.accept(it.name() + " may write to its root");
            }
            boolean tmp = it.container().getVolumeMounts().stream()
                    .filter(mount -> mount.getMountPath().equals("/tmp"))
                    .anyMatch(mount -> it.pod().getVolumes().stream()
                            .anyMatch(volume -> volume.getName().equals(mount.getName())
                                    && volume.getEmptyDir() != null
                                    && volume.getEmptyDir().getSizeLimit() != null));
            if (!tmp) {
                wrong.accept(it.name() + " has no bounded /tmp");
            }
        }
    }

    private static void noTokens(Overlay overlay, Consumer<String> wrong) {
        for (Workload it : overlay.workloads()) {
            if (!Boolean.FALSE.equals(it.pod().getAutomountServiceAccountToken())) {
                wrong.accept(it.name() + " mounts a token");
            }
        }
        for (Workload it : overlay.services()) {
            boolean own = overlay.all(ServiceAccount.class).stream()
                    .anyMatch(account -> account.getMetadata().getName().equals(it.name())
                            && account.getMetadata().getName().equals(it.pod().getServiceAccountName())
                            && Boolean.FALSE.equals(account.getAutomountServiceAccountToken()));
            if (!own) {
                wrong.accept(it.name() + " has no account of its own without a token");
            }
        }
    }

    private static void probes(Overlay overlay, Consumer<String> wrong) {
        for (Workload it : overlay.services()) {
            Container container = it.container();
            Probe startup = container.getStartupProbe();
            Probe ready = container.getReadinessProbe();
            Probe alive = container.getLivenessProbe();
            if (startup == null || ready == null || alive == null) {
                wrong.accept(it.name() + " lacks a probe");
                continue;
            }
            for (Probe probe : List.of(startup, ready, alive)) {
                if (it.port(probe.getHttpGet().getPort()).isEmpty()) {
                    wrong.accept(it.name() + ": a probe asks at a port that the pod has not");
                }
            }
            if (!ready.getHttpGet().getPath().endsWith("/health/readiness")
                    || !alive.getHttpGet().getPath().endsWith("/health/liveness")) {
                wrong.accept(it.name() + ": readiness and liveness ask for the same, or for neither");
            }
            if (patience(startup) < 120 || patience(alive) < 60 || patience(ready) > 15) {
                wrong.accept(it.name() + ": a start may take two minutes, silence one; unready is noticed in 15 s");
            }
            String management = MountedSettings.values(overlay, it).get("management.server.port");
            if (!it.port(alive.getHttpGet().getPort())
                    .map(String::valueOf)
                    .equals(Optional.of(String.valueOf(management)))) {
                wrong.accept(it.name() + ": management listens at " + management + ", probes ask elsewhere");
            }
        }
    }

    private static int patience(Probe probe) {
        return probe.getPeriodSeconds() * probe.getFailureThreshold();
    }

    private static void drain(Overlay overlay, Consumer<String> wrong) {
        for (Workload it : overlay.services()) {
            var lifecycle = it.container().getLifecycle();
            long pause = lifecycle == null || lifecycle.getPreStop() == null
                    ? 0
                    : lifecycle.getPreStop().getSleep().getSeconds();
            Drain drain = DRAINS.get(it.name());
            String drainWithin =
                    drain == null ? "0s" : MountedSettings.values(overlay, it).get(drain.setting());
            if (drainWithin == null) {
                wrong.accept(it.name() + " does not say how long its drain may take");
                continue;
            }
            long needed = DurationStyle.detectAndParse(drainWithin).toSeconds()
                    + (drain == null ? TWO_PHASES_SECONDS : drain.thenSeconds());
            long given = Objects.requireNonNullElse(it.pod().getTerminationGracePeriodSeconds(), 30L);
            if (given < pause + needed) {
                wrong.accept(it.name() + " gets " + given + " s to stop and needs " + (pause + needed));
            }
            if (it.kind().equals("StatefulSet") ? pause > 0 : pause < 5) {
                wrong.accept(it.name() + ": Deployments pause for 5 s before they stop, chat-service drains at once");
            }
        }
    }

    private static void resources(Overlay overlay, Consumer<String> wrong) {
        for (Workload it : overlay.workloads()) {
            var resources = it.container().getResources();
            Map<String, Quantity> requests =
                    resources == null || resources.getRequests() == null ? Map.of() : resources.getRequests();
            Map<String, Quantity> limits =
                    resources == null || resources.getLimits() == null ? Map.of() : resources.getLimits();
            if (!requests.containsKey("cpu") || !requests.containsKey("memory")) {
                wrong.accept(it.name() + " requests nothing");
            }
            if (!Objects.equals(limits.get("memory"), requests.get("memory")) || limits.containsKey("cpu")) {
                wrong.accept(it.name() + ": memory's limit is its request, the processor has none");
            }
        }
    }

    private static void spread(Overlay overlay, Consumer<String> wrong) {
        for (Workload it : overlay.services()) {
            List<TopologySpreadConstraint> constraints = it.pod().getTopologySpreadConstraints();
            require(it, constraints, "kubernetes.io/hostname", "ScheduleAnyway", wrong);
            if (overlay.isProduction()) {
                require(it, constraints, "topology.kubernetes.io/zone", "DoNotSchedule", wrong);
            }
        }
    }

    private static void require(
            Workload it,
            List<TopologySpreadConstraint> constraints,
            String key,
            String otherwise,
            Consumer<String> wrong) {
        boolean there = constraints.stream()
                .anyMatch(constraint -> constraint.getTopologyKey().equals(key)
                        && constraint.getWhenUnsatisfiable().equals(otherwise)
                        && constraint.getMatchLabelKeys().contains("app.kubernetes.io/name")
                        && it.isSelectedBy(constraint.getLabelSelector()));
        if (!there) {
            wrong.accept(it.name() + " is not spread over " + key);
        }
    }

    private static void environment(Overlay overlay, Consumer<String> wrong) {
        for (Workload it : overlay.services()) {
            for (EnvVar variable : it.container().getEnv()) {
                boolean own = variable.getValueFrom() != null
                        && variable.getValueFrom().getFieldRef() != null
                        && variable.getName().startsWith("POD_");
                if (!own && !variable.getName().equals(MountedSettings.LOCATIONS)) {
                    wrong.accept(it.name() + ": " + variable.getName() + " belongs into a file");
                }
            }
            for (EnvFromSource source : it.container().getEnvFrom()) {
                if (source.getSecretRef() == null) {
                    wrong.accept(it.name() + " takes its environment from something else than a Secret");
                }
            }
        }
    }

    /// The Secret, the mount and the setting name the same file; who needs no key has none.
    private static void serviceKeys(Overlay overlay, Consumer<String> wrong) {
        for (Workload it : overlay.services()) {
            Path file = Path.of(MountedSettings.values(overlay, it).getOrDefault("parley.services.keys-file", ""));
            List<String> secrets = secretsBeside(it, file);
            if (WITHOUT_CALLS.contains(it.name())) {
                if (!secrets.isEmpty()) {
                    wrong.accept(it.name() + " has keys that it does not need");
                }
            } else if (secrets.size() != 1
                    || !isMade(overlay, secrets.getFirst(), file.getFileName().toString())) {
                wrong.accept(it.name() + " has no keys at " + file);
            }
        }
    }

    private static void operatorKeys(Overlay overlay, Consumer<String> wrong) {
        overlay.services().stream()
                .filter(it -> it.name().equals("api-service"))
                .forEach(it -> {
                    Path file = Path.of(MountedSettings.values(overlay, it).getOrDefault("parley.admin.keys-file", ""));
                    if (secretsBeside(it, file).stream()
                            .noneMatch(secret ->
                                    isMade(overlay, secret, file.getFileName().toString()))) {
                        wrong.accept("operators have no keys at " + file);
                    }
                });
    }

    /// Secrets that are mounted as the directory of a file.
    private static List<String> secretsBeside(Workload it, Path file) {
        return it.container().getVolumeMounts().stream()
                .filter(mount -> Path.of(mount.getMountPath()).equals(file.getParent()))
                .flatMap(mount -> it.pod().getVolumes().stream()
                        .filter(volume -> volume.getName().equals(mount.getName()) && volume.getSecret() != null))
                .map(volume -> volume.getSecret().getSecretName())
                .toList();
    }

    private static boolean isMade(Overlay overlay, String secret, String key) {
        return overlay.all(Secret.class).stream()
                        .anyMatch(it -> it.getMetadata().getName().equals(secret)
                                && it.getData().containsKey(key))
                || overlay.documents().stream()
                        .anyMatch(it -> it.path("kind").asText().equals("ExternalSecret")
                                && it.at("/spec/target/name").asText().equals(secret)
                                && it.at("/spec/data/0/secretKey").asText().equals(key));
    }
}
